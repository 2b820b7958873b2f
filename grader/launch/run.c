/* SPDX-License-Identifier: MIT */
/* The poll loop. First the agents arrive (no program runs yet), then the programs run until an
 * `enum ending` is found. Nothing ever waits for the end of a stream: a daemon may hold it open. */
#include "launch/run.h"

#include "base/files.h"
#include "launch/monitor.h"
#include "launch/rendezvous.h"

#include <fcntl.h>
#include <sched.h>
#include <sys/sysinfo.h>

enum {
    START_S = 60,    /* for mpirun to start all agents, on a loaded machine */
    START_MS = 1000, /* between two looks whether that time is over */
    LOOK_MS = 20,    /* between two looks at a job that is near its limits, */
    FAR_MS = 400,    /* and at one that is far from them */
    SOON_US = 5000,
    FILLS_MB = 8,      /* that a process can take in a millisecond, at most */
    GRACE_US = 300000, /* of CPU time over the limit, until the kernel's signal has done its work */
    QUIET_MS = 1000,   /* after a bad end the others may go on until they are silent for so long, */
    LAST_WORDS_MS = 5000, /* and at most for so long */
};

static struct run run_new(const struct launcher *launcher, const struct launch_request *request,
                          struct arena *arena) {
    struct run run = {
        .launcher = launcher,
        .request = request,
        .arena = arena,
        .cage = CAGE_NONE,
        .text = {.cap = 65536},
        .listener = -1,
        .proc = -1,
        .np = request->np,
    };
    const size_t np = (size_t)request->np;
    run.ranks = arena_array(arena, np, sizeof *run.ranks);
    run.pids = arena_array(arena, np, sizeof *run.pids);
    run.polled = arena_array(arena, 3 + 3 * np, sizeof *run.polled);
    for (size_t r = 0; r < np; r++) {
        run.ranks[r].socket = -1;
        for (int s = 0; s < 2; s++) {
            run.ranks[r].streams[s].fd = -1;
            keep_init(&run.ranks[r].streams[s].keep, (size_t)request->limits.output_kb * 1024);
        }
    }
    return run;
}

static void run_done(struct run *run) {
    for (int r = 0; r < run->np; r++) {
        fd_close(&run->ranks[r].socket);
        for (int s = 0; s < 2; s++) {
            fd_close(&run->ranks[r].streams[s].fd);
            keep_done(&run->ranks[r].streams[s].keep);
        }
    }
    fd_close(&run->listener);
    fd_close(&run->proc);
    bytes_done(&run->text);
    scene_done(&run->scene);
}

void run_end(struct run *run, enum ending why) {
    if (run->end.why == ENDING_NONE)
        run->end.why = why;
}

void run_end_by_limit(struct run *run, const char *limit, int rank) {
    if (run->end.why == ENDING_NONE)
        run->end = (struct run_end){ENDING_LIMIT, limit, rank};
}

/* ---- the loop ---- */

static size_t poll_set(struct run *run) {
    struct pollfd *polled = run->polled;
    size_t count = 0;
    polled[count++] = (struct pollfd){.fd = run->cage.pidfd, .events = POLLIN};
    polled[count++] = (struct pollfd){.fd = run->cage.output, .events = POLLIN};
    polled[count++] = (struct pollfd){.fd = run->listener, .events = POLLIN};
    for (int r = 0; r < run->np; r++) {
        const struct rank *rank = &run->ranks[r];
        /* That it has started can wait until we look at what it uses. */
        const bool silent = run->go_us != 0 && !rank->started;
        polled[count++] = (struct pollfd){.fd = silent ? -1 : rank->socket, .events = POLLIN};
        polled[count++] = (struct pollfd){.fd = rank->streams[0].fd, .events = POLLIN};
        polled[count++] = (struct pollfd){.fd = rank->streams[1].fd, .events = POLLIN};
    }
    return count;
}

/* Waits for something to read, for `wait_ms` at most, and reads once from whoever has something. */
static void step(struct run *run, int wait_ms) {
    size_t count = poll_set(run);
    const struct pollfd *polled = run->polled;
    if (poll(run->polled, count, wait_ms) <= 0)
        return;
    for (int r = 0; r < run->np; r++) {
        const struct pollfd *of_rank = &polled[3 + 3 * r];
        if (of_rank[1].revents != 0)
            (void)read_stream(run, r, 0);
        if (of_rank[2].revents != 0)
            (void)read_stream(run, r, 1);
        if (of_rank[0].revents != 0)
            (void)read_agent(run, r);
    }
    if (polled[1].revents != 0)
        (void)read_text(run);
    while (polled[2].revents != 0 && run->listener >= 0 && read_listener(run))
        ;
    if (polled[0].revents != 0)
        run_end(run, ENDING_LAUNCHER);
}

/* The rank to whose process group most of them belong; -1 when they have left it. */
static int crowded_rank(const struct run *run, int64_t most) {
    FD_AUTO proc = open("/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    for (int r = 0; proc >= 0 && r < run->np; r++)
        if (run->pids[r] > 0 && monitor_threads(proc, most, run->pids[r]) > most / 2)
            return r;
    return -1;
}

/* What a rank started counts, too: the kernel knows where there are control groups, and we look.
 * How many bytes it may still take. */
static int64_t look_at_job(struct run *run) {
    const char *met = cgroup_limit_met(&run->cage.group);
    if (met != NULL)
        run_end_by_limit(run, met, -1);
    const int64_t most = run->scene.plan.processes, most_bytes = run->scene.plan.memory_mb << 20;
    if (run->proc < 0)
        return most_bytes;
    const struct job_use use = monitor_job(run->proc, most);
    if (use.threads > most)
        run_end_by_limit(run, "processes", crowded_rank(run, most));
    if (use.bytes > most_bytes)
        run_end_by_limit(run, "memory_mb", -1);
    return use.threads > most / 2 ? 0 : most_bytes - use.bytes;
}

int64_t run_memory(struct run *run, int rank) {
    struct rank_end *end = &run->ranks[rank].end;
    const int64_t bytes = monitor_memory(run->pids[rank]);
    if (bytes > end->peak_bytes)
        end->peak_bytes = bytes;
    return bytes;
}

void run_hear_starts(struct run *run) {
    for (int r = 0; r < run->np; r++)
        if (run->ranks[r].socket >= 0 && !run->ranks[r].started)
            (void)read_agent(run, r);
}

/* How many bytes until one of them has too many. */
static int64_t look_at_ranks(struct run *run, int64_t now) {
    const struct limits *limits = &run->request->limits;
    const int64_t most_cpu_us = limits->cpu_s * 1000000 + GRACE_US;
    int64_t room = limits->memory_mb << 20;
    for (int r = 0; r < run->np; r++) {
        if (run->pids[r] <= 0)
            continue;
        const int64_t bytes = run_memory(run, r);
        if (bytes > limits->memory_mb << 20)
            run_end_by_limit(run, "memory_mb", r);
        if ((limits->memory_mb << 20) - bytes < room)
            room = (limits->memory_mb << 20) - bytes;
        /* Who ignores SIGXCPU is ended here. */
        if (now - run->go_us > most_cpu_us && monitor_cpu(run->pids[r]) > most_cpu_us)
            run_end_by_limit(run, "cpu_s", r);
        if (run->proc < 0 && run->launcher->bwrap != NULL)
            run->proc = monitor_open_proc(run->pids[r]);
    }
    return room;
}

/* Whether all of the machine has got so many more tasks since we counted ours that ours may be too
 * many. */
static bool tasks_rose(struct run *run, int64_t now) {
    struct sysinfo machine;
    if (sysinfo(&machine) != 0)
        return true;
    const int16_t more = (int16_t)(machine.procs - run->tasks);
    const bool rose = more > run->scene.plan.processes / 2;
    if (more < 0 || rose || now >= run->job_us)
        run->tasks = machine.procs;
    return rose;
}

/* When so much memory can be full that `many` processes fill at the same time. */
static int64_t full_us(int64_t now, int64_t bytes, int many) {
    int64_t rest_ms = bytes / ((int64_t)many * FILLS_MB << 20);
    if (rest_ms > FAR_MS)
        rest_ms = FAR_MS;
    return now + (rest_ms < LOOK_MS ? LOOK_MS : rest_ms) * 1000;
}

/* To look costs more than all else that we do while a case runs, so it is done when it is due. */
static void look_at_limits(struct run *run, int64_t now) {
    if (now < run->glance_us - SOON_US) /* what is due soon is done together */
        return;
    run->glance_us = now + LOOK_MS * 1000;
    run_hear_starts(run);
    const bool rose = tasks_rose(run, now);
    if (rose || now >= run->ranks_us)
        run->ranks_us = full_us(now, look_at_ranks(run, now), 1);
    if (rose || now >= run->job_us)
        run->job_us = full_us(now, look_at_job(run), slots_cores());
}

static void look_at_clock(struct run *run, int64_t now) {
    if (run->go_us == 0)
        return;
    if (run->ended == run->np)
        run_end(run, ENDING_ALL);
    if (now - run->go_us > run->request->limits.wall_s * 1000000)
        run_end(run, ENDING_WALL);
    if (run->bad_us != 0 &&
        (now - run->news_us > QUIET_MS * 1000 || now - run->bad_us > LAST_WORDS_MS * 1000))
        run_end(run, ENDING_QUIET);
}

/* Until the next look, at the limits or by the observer. */
static int rest_ms(const struct run *run, int64_t tick_us) {
    if (run->go_us == 0)
        return START_MS;
    const int64_t until_us = tick_us < run->glance_us ? tick_us : run->glance_us;
    const int64_t left_us = until_us - monotonic_us();
    return left_us <= 0 ? 0 : (int)(left_us / 1000) + 1;
}

static void run_loop(struct run *run) {
    const struct observer *observer = run->request->observer;
    const bool observed = observer != NULL && observer->tick != NULL;
    const int64_t start_us = monotonic_us();
    int64_t tick_us = observed ? 0 : INT64_MAX;
    int64_t early_us = 0; /* it may be, when we are awake anyway */
    while (run->end.why == ENDING_NONE && run->failed_exec == 0 && run->failed_read == 0) {
        step(run, rest_ms(run, tick_us));
        int64_t now = monotonic_us();
        look_at_clock(run, now);
        if (run->go_us == 0) {
            if (now - start_us > (int64_t)START_S * 1000000)
                return;
            continue;
        }
        look_at_limits(run, now);
        if (!observed || now < tick_us - early_us)
            continue;
        int next_ms = 0;
        const enum observed seen = observer->tick(observer->context, run->pids, &next_ms);
        tick_us = now + next_ms * 1000;
        early_us = next_ms * 1000 / 4;
        if (seen != OBSERVED_NOTHING)
            run_end(run, seen == OBSERVED_DEADLOCK ? ENDING_PROOF : ENDING_QUIET);
    }
}

/* As SCHED_BATCH we take no rank's core for each thing that one says: on a busy machine several are
 * then heard at once. Who was given another policy than the usual one keeps it; nobody is started
 * meanwhile who would inherit ours. */
static bool change_policy(int from, int to) {
    const struct sched_param none = {0};
    return sched_getscheduler(0) == from && sched_setscheduler(0, to, &none) == 0;
}

static int attempt(struct run *run, struct capture **ret_capture, struct error *error) {
    if (scene_set(run->launcher, run->request, run->arena, &run->scene, error) < 0)
        return -1;
    run->listener = rendezvous_listen(run->scene.folder, error);
    if (run->listener < 0 ||
        cage_start(run->launcher, run->arena, &run->scene.plan, &run->cage, error) < 0)
        return -1;
    const bool patient = change_policy(SCHED_OTHER, SCHED_BATCH);
    run_loop(run);
    if (patient)
        (void)change_policy(SCHED_BATCH, SCHED_OTHER);
    int64_t end_us = monotonic_us();
    int status = run_finish(run);
    return conclude(run, status, end_us, ret_capture, error);
}

int run_once(const struct launcher *launcher, const struct launch_request *request,
             struct arena *arena, struct capture **ret_capture, struct error *error) {
    struct run run = run_new(launcher, request, arena);
    int result = attempt(&run, ret_capture, error);
    run_done(&run);
    return result;
}
