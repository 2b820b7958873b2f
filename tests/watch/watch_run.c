/* SPDX-License-Identifier: MIT */
/* Runs an MPI program under the watch without sandbox, launcher or rubric, and prints what the
 * watch found, a line each: watch_run LIBRARY SECONDS MPIRUN [ARGUMENT...] PROGRAM Environment
 * variables (MPIGRADE_STRICT_SENDS and the like) are for the program. */
#include "watch/watch.h"

#include "watch/layout.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static pid_t start(char **command) {
    pid_t child = fork();
    if (child != 0)
        return child;
    (void)setpgid(0, 0);
    execvp(command[0], command);
    _exit(127);
}

static double seconds(void) {
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static const char *at(struct place place) {
    static char text[4][300];
    static int turn;
    char *mine = text[turn++ % 4];
    (void)snprintf(mine, sizeof text[0], "%s:%d", place.file ? place.file : "?", place.line);
    return mine;
}

static void print_deadlock(const struct deadlock *deadlock) {
    printf("deadlock ranks=%zu unsafe_sends=%d unsafe_collectives=%d verdict_ms=%.1f\n",
           deadlock->count, deadlock->unsafe_sends, deadlock->unsafe_collectives,
           (double)deadlock->verdict_ns / 1e6);
    for (size_t i = 0; i < deadlock->count; i++)
        printf("stuck %d %s %s\n", deadlock->ranks[i].rank, deadlock->ranks[i].call,
               at(deadlock->ranks[i].where));
    printf("%s\n%s", deadlock->text, deadlock->picture);
}

static void print_events(const struct call_log *log) {
    for (int r = 0; r < log->np; r++)
        for (size_t i = 0; i < log->ranks[r].event_count; i++) {
            const struct call_event *event = &log->ranks[r].events[i];
            printf("event %d %s peer=%d tag=%d %s count=%lld bytes=%lld %s %.6f..%.6f match=%d:%zd "
                   "%s\n",
                   r, event->call, event->peer, event->tag, event->comm ? event->comm : "-",
                   (long long)event->count, (long long)event->bytes,
                   event->type ? event->type : "-", (double)event->enter_ns / 1e9,
                   (double)event->leave_ns / 1e9, event->match_rank, (ssize_t)event->match_event,
                   at(event->where));
        }
}

static void print_log(const struct call_log *log, bool verbose) {
    if (!log->complete)
        printf("incomplete\n");
    if (log->deadlock)
        print_deadlock(log->deadlock);
    for (size_t i = 0; i < log->misuse_count; i++)
        printf("misuse %s rank=%d %s: %s\n", misuse_key(log->misuses[i].kind), log->misuses[i].rank,
               at(log->misuses[i].where), log->misuses[i].text);
    for (int r = 0; r < log->np; r++) {
        const struct rank_calls *rank = &log->ranks[r];
        printf("rank %d %s %s %s\n", r, rank_state_key(rank->state), rank->call ? rank->call : "-",
               at(rank->where));
        for (size_t i = 0; i < rank->total_count; i++)
            printf("total %d %s %llu\n", r, rank->totals[i].name,
                   (unsigned long long)rank->totals[i].count);
        for (size_t i = 0; i < rank->method_count; i++)
            printf("method %d %s %llu\n", r, rank->methods[i].name,
                   (unsigned long long)rank->methods[i].count);
    }
    for (int from = 0; from < log->np; from++)
        for (int to = 0; to < log->np; to++)
            if (log->messages[from * log->np + to] > 0)
                printf("messages %d->%d %llu received %llu\n", from, to,
                       (unsigned long long)log->messages[from * log->np + to],
                       (unsigned long long)log->received[from * log->np + to]);
    if (verbose)
        print_events(log);
}

/* Until the program ends, the time is over, or the watch says stop. */
static const char *run(struct watch *watch, char **command, double limit) {
    const char *how = "timed_out";
    int status = 0;
    bool over = false;
    pid_t child = start(command);
    double end = seconds() + limit;
    while (seconds() < end) {
        const struct timespec nap = {.tv_nsec = 2000000};
        over = waitpid(child, &status, WNOHANG) == child;
        bool stuck = watch_tick(watch);
        if (over || stuck) {
            how = stuck ? "deadlocked" : "finished";
            break;
        }
        (void)nanosleep(&nap, NULL);
    }
    if (!over) {
        (void)kill(-child, SIGTERM); /* mpirun takes its ranks along */
        for (int i = 0; i < 100 && waitpid(child, &status, WNOHANG) == 0; i++)
            (void)nanosleep(&(struct timespec){.tv_nsec = 10000000}, NULL);
        (void)kill(-child, SIGKILL);
        (void)waitpid(child, &status, 0);
    } else {
        printf("status %d\n", WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
    }
    return how;
}

static int np_of(char **command) {
    for (int i = 0; command[i] && command[i + 1]; i++)
        if (strcmp(command[i], "-np") == 0)
            return atoi(command[i + 1]);
    return 1;
}

static const char *program_of(char **command) {
    const char *program = NULL;
    for (int i = 0; command[i]; i++)
        if (access(command[i], X_OK) == 0 && strchr(command[i], '/'))
            program = command[i];
    return program;
}

int main(int argc, char **argv) {
    char folder[] = "/tmp/watch-run.XXXXXX", path[64];
    struct error error = {0};
    if (argc < 4 || !mkdtemp(folder))
        return 2;
    (void)snprintf(path, sizeof path, "%s/map", folder);
    struct watch *watch = watch_new(path, np_of(argv + 3), &error);
    if (!watch) {
        fprintf(stderr, "%s\n", error.message);
        return 3;
    }
    (void)setenv(WATCH_ENV_MAP, path, 1);
    (void)setenv("WATCH_LIBRARY", argv[1], 1);
    ARENA_AUTO arena = arena_new();
    (void)setvbuf(stdout, NULL, _IOLBF, 0);
    const char *how = run(watch, argv + 3, atof(argv[2]));
    const char *program = program_of(argv + 3);
    struct lines *lines = program ? lines_open(program) : NULL;
    const struct call_log *log = watch_finish(watch, arena, lines, getenv("WATCH_SCRIPTS"));
    printf("outcome %s\n", how);
    print_log(log, getenv("WATCH_VERBOSE") != NULL);
    lines_close(lines);
    watch_free(watch);
    (void)rmdir(folder);
    return 0;
}
