/* SPDX-License-Identifier: MIT */
#include "batch/run.h"

#include "base/files.h"
#include "base/messages.h"
#include "base/process.h"
#include "base/sha256.h"
#include "batch/equals.h"
#include "batch/keep.h"
#include "grade/grade.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

enum { TRIES = 2, WAIT_MS = 200, PAUSE_US = 5000000 };

/* A worker as the batch sees it. */
struct hand {
    pid_t pid;  /* 0: there is none now */
    int socket; /* -1 then */
    const char *folder;
    struct bytes received;
    bool busy; /* with: */
    struct arena *arena;
    struct store_work work;
    struct equal *equal; /* NULL: is graded by itself */
    int tries;
    char source[SHA256_HEX_SIZE];
    json_t *digest;   /* of the report that comes next; NULL: none came */
    int64_t heard_us; /* when it last said something */
};

struct run {
    const struct run_setup *setup;
    struct arena *arena;
    struct hand *hands;
    struct equals *equals;  /* NULL: each is graded by itself */
    struct store_work last; /* that was handed out */
    int signals;            /* signalfd */
    int signal;             /* that ended it; 0: none has */
    bool drop;              /* also what is being graded */
};

/* ---- workers ---- */

static int hand_start(const struct run *run, struct hand *hand, struct error *error) {
    hand->received = (struct bytes){.cap = (size_t)1 << 30};
    return worker_start(&run->setup->worker, hand->folder, &hand->pid, &hand->socket, error);
}

static void forget_digest(struct hand *hand) {
    json_decref(hand->digest);
    hand->digest = NULL;
}

/* Ends the worker and says how it ended. */
static int hand_end(struct hand *hand) {
    int status = 0;
    if (hand->pid == 0)
        return 0;
    (void)kill(hand->pid, SIGKILL);
    while (waitpid(hand->pid, &status, 0) < 0 && errno == EINTR)
        ;
    hand->pid = 0;
    fd_close(&hand->socket);
    bytes_done(&hand->received);
    (void)tree_remove(hand->folder, NULL);
    return status;
}

/* Gives the hand's work to its worker, a fresh one if there is none. */
static int hand_give(const struct run *run, struct hand *hand, struct error *error) {
    if (hand->pid == 0 && hand_start(run, hand, error) != 0)
        return -1;
    hand->busy = true;
    hand->tries++;
    hand->source[0] = '\0';
    forget_digest(hand);
    hand->heard_us = monotonic_us();
    worker_send(hand->socket, hand->work.exercise, hand->work.paths, hand->work.path_count);
    return 0;
}

/* ---- results ---- */

/* Many may be equal: whoever goes through them must not let a signal wait. */
static bool is_signalled(const struct run *run) {
    return fd_ready(run->signals, 0);
}

/* One was graded. Those that waited for it take its result, or are handed out again. */
static int settle(const struct run *run, struct hand *hand, const json_t *report,
                  struct error *error) {
    struct store_work work;
    if (hand->equal == NULL)
        return 0;
    equals_settle(run->equals, hand->equal, &hand->work, report, hand->source);
    while (!is_signalled(run) && equals_next_waiting(hand->equal, &work)) {
        ARENA_AUTO arena = arena_new();
        int found = store_next(run->setup->store, arena, &work, error);
        if (found < 0 || (found == 1 && keep_shared(run->setup, hand->equal, &work, error) != 0))
            return -1;
        progress_tick(run->setup->progress);
    }
    return 0;
}

static int keep(const struct run *run, struct hand *hand, const json_t *report, const char *text,
                size_t length, struct error *error) {
    const struct kept kept = {.work = &hand->work,
                              .worker = (size_t)(hand - run->hands),
                              .tries = hand->tries,
                              .source = hand->source,
                              .report = report,
                              .text = text,
                              .length = length};
    if (keep_result(run->setup, &kept, error) != 0)
        return -1;
    hand->busy = false;
    return settle(run, hand, report, error);
}

/* A fault that `reason` tells: a fresh worker tries once more, then the fault is the result. */
static int fault(const struct run *run, struct hand *hand, const char *reason,
                 struct error *error) {
    (void)hand_end(hand);
    if (hand->tries < TRIES) {
        progress_retry(run->setup->progress, &hand->work, reason);
        return hand_give(run, hand, error);
    }
    struct error problem = {0};
    const struct report_style plain = {0};
    (void)error_set(&problem, ERROR_FAULT, "%s", reason);
    error_advise(&problem, _("Start the batch again with --rerun faults."));
    json_auto_t *report = grade_fault(run->setup->worker.rubrics[hand->work.exercise],
                                      hand->work.paths, hand->work.path_count, &problem);
    size_t length;
    char *text = report_render(report, REPORT_JSON, &plain, &length);
    int status = keep(run, hand, report, text, length, error);
    free(text);
    return status;
}

static int take_report(const struct run *run, struct hand *hand, const char *text, size_t length,
                       struct error *error) {
    const char *outcome = json_string_value(json_object_get(hand->digest, "outcome"));
    if (outcome == NULL)
        return fault(run, hand, _("the worker that graded it wrote no report"), error);
    bool again = strcmp(outcome, "grader_fault") == 0 && hand->tries < TRIES;
    if (!again)
        return keep(run, hand, hand->digest, text, length, error);
    json_auto_t *digest = json_incref(hand->digest); /* for as long as its reason is needed */
    return fault(run, hand, json_string_value(json_object_get(digest, "reason")), error);
}

/* ---- what workers say ---- */

static int lost(const struct run *run, struct hand *hand, struct error *error) {
    int status = hand_end(hand);
    char reason[128];
    if (WIFSIGNALED(status))
        (void)snprintf(reason, sizeof reason,
                       _("the worker that graded it was ended by signal %d (%s)"), WTERMSIG(status),
                       strsignal(WTERMSIG(status)));
    else
        (void)snprintf(reason, sizeof reason, _("the worker that graded it ended with status %d"),
                       WEXITSTATUS(status));
    return hand->busy ? fault(run, hand, reason, error) : 0;
}

/* One message. The worker may be another one afterwards. */
static int obey(const struct run *run, struct hand *hand, const struct message_head *head,
                const char *bytes, struct error *error) {
    if (head->kind == MESSAGE_STEP)
        progress_step(run->setup->progress, (size_t)(hand - run->hands), bytes, head->length);
    else if (head->kind == MESSAGE_SOURCE && head->length < sizeof hand->source)
        (void)snprintf(hand->source, sizeof hand->source, "%.*s", (int)head->length, bytes);
    else if (head->kind == MESSAGE_DIGEST) {
        forget_digest(hand);
        hand->digest = json_loadb(bytes, head->length, JSON_ALLOW_NUL, NULL);
    } else if (head->kind == MESSAGE_REPORT)
        return take_report(run, hand, bytes, head->length, error);
    return 0;
}

static int listen_to(const struct run *run, struct hand *hand, struct error *error) {
    char block[65536];
    ssize_t got = fd_read(hand->socket, block, sizeof block);
    if (got <= 0)
        return lost(run, hand, error);
    hand->heard_us = monotonic_us();
    bytes_append(&hand->received, block, (size_t)got);
    const char *bytes;
    const pid_t pid = hand->pid;
    for (const struct message_head *head;
         hand->pid == pid && (head = worker_message(&hand->received, &bytes)) != NULL;) {
        if (obey(run, hand, head, bytes, error) != 0)
            return -1;
        if (hand->pid == pid)
            worker_drop(&hand->received);
    }
    return 0;
}

/* ---- what is next ---- */

/* 1; 0 when there is none. */
static int next_work(struct run *run, struct hand *hand, struct error *error) {
    arena_free(hand->arena);
    hand->arena = arena_new();
    const bool again = run->equals != NULL && equals_next_again(run->equals, &hand->work);
    if (!again)
        hand->work = run->last;
    int found = store_next(run->setup->store, hand->arena, &hand->work, error);
    if (found == 1 && !again)
        run->last = (struct store_work){.attempt = hand->work.attempt, .group = hand->work.group};
    return found;
}

/* The next that has to be graded. Those that are equal to what was graded take its result, others
 * wait for it. 1; 0 when there is none. */
static int hand_next(struct run *run, struct hand *hand, struct error *error) {
    enum equals_turn turn = EQUALS_WAIT;
    while (turn != EQUALS_GRADE) {
        int found = is_signalled(run) ? 0 : next_work(run, hand, error);
        if (found != 1)
            return found;
        hand->equal = run->equals == NULL ? NULL : equals_find(run->equals, &hand->work);
        turn =
            hand->equal == NULL ? EQUALS_GRADE : equals_ask(run->equals, hand->equal, &hand->work);
        if (turn == EQUALS_TAKE && keep_shared(run->setup, hand->equal, &hand->work, error) != 0)
            return -1;
    }
    hand->tries = 0;
    progress_work(run->setup->progress, (size_t)(hand - run->hands), &hand->work);
    return hand_give(run, hand, error) == 0 ? 1 : -1;
}

/* ---- the loop ---- */

static void read_signal(struct run *run) {
    struct signalfd_siginfo got;
    if (fd_read(run->signals, &got, sizeof got) != (ssize_t)sizeof got)
        return;
    run->drop = run->signal != 0 || got.ssi_signo != SIGINT;
    run->signal = run->signal != 0 ? run->signal : (int)got.ssi_signo;
    if (!run->drop)
        progress_say(run->setup->progress,
                     _("Finishing what is being graded now; Ctrl-C again drops it."));
}

/* Hands out work. How many are busy then, or -1. */
static int hand_out(struct run *run, bool *more, struct error *error) {
    int busy = 0;
    for (size_t i = 0; i < run->setup->workers; i++) {
        struct hand *hand = &run->hands[i];
        *more = *more || (run->equals != NULL && equals_any_again(run->equals));
        int found = hand->busy || !*more || run->signal != 0 ? 0 : hand_next(run, hand, error);
        if (found < 0)
            return -1;
        if (!hand->busy && run->signal == 0)
            *more = false;
        busy += hand->busy;
    }
    return busy;
}

/* Waits for something to happen and sees to it. */
static int attend(struct run *run, struct error *error) {
    const size_t count = run->setup->workers;
    struct pollfd polled[PROGRESS_WORKERS + 1];
    for (size_t i = 0; i < count; i++)
        polled[i] = (struct pollfd){.fd = run->hands[i].socket, .events = POLLIN};
    polled[count] = (struct pollfd){.fd = run->signals, .events = POLLIN};
    int64_t before = monotonic_us();
    if (poll(polled, count + 1, WAIT_MS) < 0)
        return 0;
    /* Whoever was stopped (Ctrl-Z) or slept has heard nothing, and nobody is to blame. */
    int64_t now = monotonic_us(), pause = now - before > PAUSE_US ? now - before : 0;
    if (polled[count].revents != 0)
        read_signal(run);
    for (size_t i = 0; i < count; i++) {
        struct hand *hand = &run->hands[i];
        hand->heard_us += pause;
        if (polled[i].revents != 0 && listen_to(run, hand, error) != 0)
            return -1;
        if (!hand->busy || monotonic_us() - hand->heard_us <= run->setup->stuck_us)
            continue;
        char reason[128];
        (void)snprintf(reason, sizeof reason,
                       _("the worker that graded it said nothing for %lld s"),
                       (long long)run->setup->stuck_us / 1000000);
        if (fault(run, hand, reason, error) != 0)
            return -1;
    }
    return 0;
}

static int loop(struct run *run, struct error *error) {
    bool more = true;
    for (;;) {
        int busy = hand_out(run, &more, error);
        if (busy < 0)
            return -1;
        if (busy == 0 && is_signalled(run))
            read_signal(run);
        if (busy == 0 || run->drop)
            return 0;
        if (attend(run, error) != 0)
            return -1;
        progress_tick(run->setup->progress);
    }
}

/* ---- from first to last ---- */

static void open_hands(struct run *run) {
    run->hands = arena_array(run->arena, run->setup->workers, sizeof *run->hands);
    for (size_t i = 0; i < run->setup->workers; i++) {
        run->hands[i].socket = -1;
        run->hands[i].folder = arena_printf(run->arena, "%s/worker-%zu", run->setup->folder, i + 1);
    }
}

static void close_hands(struct run *run) {
    for (size_t i = 0; i < run->setup->workers; i++) {
        (void)hand_end(&run->hands[i]);
        forget_digest(&run->hands[i]);
        arena_free(run->hands[i].arena);
    }
}

int run_queue(const struct run_setup *setup, int *ret_signal, struct error *error) {
    ARENA_AUTO arena = arena_new();
    struct run run = {.setup = setup, .arena = arena};
    sigset_t signals, before;
    (void)sigemptyset(&signals);
    (void)sigaddset(&signals, SIGINT);
    (void)sigaddset(&signals, SIGTERM);
    (void)sigaddset(&signals, SIGHUP);
    (void)sigprocmask(SIG_BLOCK, &signals, &before);
    FD_AUTO descriptor = signalfd(-1, &signals, SFD_CLOEXEC);
    run.signals = descriptor;
    run.equals = setup->share ? equals_new(arena) : NULL;
    open_hands(&run);
    int status = descriptor < 0 ? error_set_errno(error, ERROR_FAULT, _("cannot wait for signals"))
                                : loop(&run, error);
    close_hands(&run);
    /* One that comes from now on ends us as it would anybody. */
    (void)sigprocmask(SIG_SETMASK, &before, NULL);
    *ret_signal = run.signal;
    return status;
}
