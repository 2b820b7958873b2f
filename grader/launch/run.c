/* SPDX-License-Identifier: MIT */
/* The poll loop of one attempt. First the agents arrive (no program runs yet), then the programs
 * run until an `enum ending` is found, then all is killed, what the pipes still hold is read, and
 * the capture is made. Nothing ever waits for the end of a stream: a daemon may hold it open. */
#include "launch/run.h"

#include "base/files.h"
#include "base/messages.h"
#include "launch/keep.h"
#include "launch/monitor.h"
#include "launch/outcome.h"
#include "launch/rendezvous.h"
#include "launch/scene.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

enum {
    START_S = 60,    /* for mpirun to start all agents, on a loaded machine */
    TICK_MS = 5,     /* between two looks of the observer */
    MONITOR_MS = 20, /* between two looks at memory and processes */
    QUIET_MS = 500,  /* after a bad end the others may go on until they say nothing for so long, */
    LAST_WORDS_MS = 2000, /* and at most so long */
    LEAVE_MS = 2000,      /* for mpirun to end when every rank has */
    ABSURD = 1024,        /* times the cap of a stream: whoever writes so much never ends */
};

struct rank {
    int socket;
    struct {
        int fd;
        struct keep keep;
    } streams[2];
    bool started;
    pid_t pid;
    struct rank_end end;
};

struct run {
    const struct launcher *launcher;
    const struct launch_request *request;
    struct arena *arena;
    struct scene scene;
    struct cage cage;
    struct bytes text; /* what mpirun says */
    int listener, proc;
    int np, arrived, ended;
    struct rank *ranks;
    pid_t *pids;
    struct pollfd *polled;
    int failed_exec; /* the errno of a program that could not be started */
    int64_t go_us, monitored_us, bad_us, news_us;
    struct run_end end;
};

static struct run run_new(const struct launcher *launcher, const struct launch_request *request,
                          struct arena *arena) {
    struct run run = {
        .launcher = launcher,
        .request = request,
        .arena = arena,
        .cage = {.pidfd = -1, .init = -1, .output = -1},
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

static void end_by(struct run *run, enum ending why) {
    if (run->end.why == ENDING_NONE)
        run->end.why = why;
}

static void end_by_limit(struct run *run, const char *limit, int rank) {
    if (run->end.why == ENDING_NONE)
        run->end = (struct run_end){ENDING_LIMIT, limit, rank};
}

/* ---- what comes in ---- */

/* One read of what a rank wrote; false when nothing is left for now. */
static bool read_stream(struct run *run, int r, int s) {
    char block[65536];
    int *fd = &run->ranks[r].streams[s].fd;
    struct keep *keep = &run->ranks[r].streams[s].keep;
    ssize_t got = fd_read(*fd, block, sizeof block);
    if (got > 0) {
        keep_add(keep, block, (size_t)got);
        run->news_us = monotonic_us();
        if (keep_total(keep) > (uint64_t)run->request->limits.output_kb * 1024 * ABSURD)
            end_by_limit(run, "output_kb", r);
        return true;
    }
    if (got == 0 || errno != EAGAIN)
        fd_close(fd);
    return false;
}

static bool read_text(struct run *run) {
    char block[4096];
    ssize_t got = fd_read(run->cage.output, block, sizeof block);
    if (got > 0)
        bytes_append(&run->text, block, (size_t)got);
    else
        fd_close(&run->cage.output);
    return got > 0;
}

static void rank_ended(struct run *run, int r, const struct wire *message) {
    struct rank_end *end = &run->ranks[r].end;
    if (end->reported)
        return;
    *end = (struct rank_end){
        .reported = true,
        .order = run->ended++,
        .exit_code = message->exit_code,
        .signal = message->signal,
        .cpu_us = message->cpu_us,
        .peak_bytes = message->peak_bytes,
    };
    run->pids[r] = 0;
    run->news_us = monotonic_us();
    if ((end->signal != 0 || end->exit_code != 0) && run->bad_us == 0)
        run->bad_us = run->news_us;
    const struct observer *observer = run->request->observer;
    if (observer != NULL && observer->ended != NULL)
        observer->ended(observer->context, r, end->signal != 0);
}

static bool read_agent(struct run *run, int r) {
    struct rank *rank = &run->ranks[r];
    struct wire message;
    pid_t sender;
    switch (rendezvous_receive(rank->socket, &message, &sender)) {
    case RECEIVED_NOTHING:
        return false;
    case RECEIVED_END:
        fd_close(&rank->socket);
        return false;
    case RECEIVED_MESSAGE:
        break;
    }
    if (message.kind == WIRE_STARTED && !rank->started) {
        rank->started = true;
        rank->pid = run->pids[r] = sender;
    } else if (message.kind == WIRE_FAILED) {
        run->failed_exec = message.error;
    } else if (message.kind == WIRE_ENDED) {
        rank_ended(run, r, &message);
    }
    return true;
}

static void welcome(struct run *run) {
    struct arrival arrival;
    if (rendezvous_accept(run->listener, &arrival) < 0)
        return;
    const int r = arrival.hello.rank;
    if (arrival.hello.size != run->np || run->ranks[r].socket >= 0) {
        fd_close(&arrival.socket);
        fd_close(&arrival.out);
        fd_close(&arrival.err);
        return;
    }
    run->ranks[r].socket = arrival.socket;
    run->ranks[r].streams[0].fd = arrival.out;
    run->ranks[r].streams[1].fd = arrival.err;
    if (++run->arrived < run->np)
        return;
    fd_close(&run->listener); /* before any program runs */
    (void)unlink(path_join(run->arena, run->scene.folder, "agents"));
    run->go_us = run->news_us = monotonic_us();
    for (int each = 0; each < run->np; each++)
        rendezvous_send(run->ranks[each].socket, WIRE_GO);
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
        polled[count++] = (struct pollfd){.fd = rank->socket, .events = POLLIN};
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
    if (polled[2].revents != 0)
        welcome(run);
    if (polled[0].revents != 0)
        end_by(run, ENDING_LAUNCHER);
}

static void look_at_limits(struct run *run, int64_t now) {
    if (now - run->monitored_us < MONITOR_MS * 1000)
        return;
    run->monitored_us = now;
    const struct limits *limits = &run->request->limits;
    for (int r = 0; r < run->np; r++) {
        if (run->pids[r] <= 0)
            continue;
        struct rank_end *end = &run->ranks[r].end;
        int64_t bytes = monitor_memory(run->pids[r]);
        if (bytes > end->peak_bytes)
            end->peak_bytes = bytes;
        if (bytes > limits->memory_mb << 20)
            end_by_limit(run, "memory_mb", r);
        if (run->proc < 0 && run->launcher->bwrap != NULL)
            run->proc = monitor_open_proc(run->pids[r]);
    }
    /* Beside the program's processes there are an agent each, mpirun and bwrap. */
    const int64_t most = limits->processes + run->np + 2;
    if (run->proc >= 0 && monitor_processes(run->proc, most) > most)
        end_by_limit(run, "processes", -1);
}

static void look_at_clock(struct run *run, int64_t now) {
    if (run->go_us == 0)
        return;
    if (run->ended == run->np)
        end_by(run, ENDING_ALL);
    if (now - run->go_us > run->request->limits.wall_s * 1000000)
        end_by(run, ENDING_WALL);
    if (run->bad_us != 0 &&
        (now - run->news_us > QUIET_MS * 1000 || now - run->bad_us > LAST_WORDS_MS * 1000))
        end_by(run, ENDING_QUIET);
}

static void run_loop(struct run *run) {
    const struct observer *observer = run->request->observer;
    const bool observed = observer != NULL && observer->tick != NULL;
    const int64_t start_us = monotonic_us();
    int64_t ticked_us = 0;
    while (run->end.why == ENDING_NONE && run->failed_exec == 0) {
        step(run, observed ? TICK_MS : MONITOR_MS);
        int64_t now = monotonic_us();
        look_at_clock(run, now);
        if (run->go_us == 0) {
            if (now - start_us > (int64_t)START_S * 1000000)
                return;
            continue;
        }
        look_at_limits(run, now);
        if (observed && now - ticked_us >= TICK_MS * 1000) {
            ticked_us = now;
            if (observer->tick(observer->context, run->pids))
                end_by(run, ENDING_PROOF);
        }
    }
}

/* ---- after the end ---- */

/* What the pipes still hold; the writers are dead, or a daemon writes on and is not listened to. */
static void drain(struct run *run) {
    enum { MOST = 1 << 20 }; /* more than a pipe holds */
    for (int r = 0; r < run->np; r++)
        for (int s = 0; s < 2; s++)
            for (int bytes = 0; bytes < MOST && run->ranks[r].streams[s].fd >= 0; bytes += 65536)
                if (!read_stream(run, r, s))
                    break;
}

/* mpirun has its say and its exit status when every rank has ended. */
static void let_leave(struct run *run) {
    for (int r = 0; r < run->np; r++)
        if (run->ranks[r].socket >= 0)
            rendezvous_send(run->ranks[r].socket, WIRE_BYE);
    const int64_t end_us = monotonic_us() + LEAVE_MS * 1000;
    for (bool gone = false; !gone && monotonic_us() < end_us;) {
        step(run, MONITOR_MS);
        gone = (run->polled[0].revents & POLLIN) != 0;
    }
}

/* For those that did not tell: a look at what they used so far. */
static void last_look(struct run *run) {
    for (int r = 0; r < run->np; r++)
        if (run->pids[r] > 0)
            run->ranks[r].end.cpu_us = monitor_cpu(run->pids[r]);
}

static int finish(struct run *run) {
    last_look(run);
    if (run->end.why == ENDING_LAUNCHER)
        for (int r = 0; r < run->np; r++) /* reports that came while mpirun went */
            while (run->ranks[r].socket >= 0 && read_agent(run, r))
                ;
    if (run->end.why == ENDING_ALL)
        let_leave(run);
    struct pollfd text = {.fd = run->cage.output, .events = POLLIN};
    while (text.fd >= 0 && poll(&text, 1, 0) > 0 && run->text.dropped == 0 && read_text(run))
        ;
    int status = cage_end(&run->cage);
    drain(run);
    return status;
}

static struct capture *make_capture(struct run *run, int status, int64_t end_us) {
    struct capture *capture = arena_alloc(run->arena, sizeof *capture);
    struct rank_end *ends = arena_array(run->arena, (size_t)run->np, sizeof *ends);
    capture->case_id = arena_strdup(run->arena, run->request->case_id);
    capture->np = run->np;
    capture->status = status;
    capture->wall_us = end_us - run->go_us;
    capture->launcher_text = arena_strndup(run->arena, bytes_text(&run->text), run->text.length);
    capture->ranks = arena_array(run->arena, (size_t)run->np, sizeof *capture->ranks);
    for (int r = 0; r < run->np; r++) {
        const struct rank *rank = &run->ranks[r];
        ends[r] = rank->end;
        struct rank_capture *to = &capture->ranks[r];
        to->started = rank->started;
        to->ended = ends[r].reported;
        to->exit_code = ends[r].reported ? ends[r].exit_code : -1;
        to->signal = ends[r].signal;
        to->cpu_us = ends[r].cpu_us;
        to->peak_bytes = ends[r].peak_bytes;
        keep_finish(&rank->streams[0].keep, run->arena, &to->out);
        keep_finish(&rank->streams[1].keep, run->arena, &to->err);
    }
    outcome_decide(ends, &run->end, &run->request->limits, capture);
    const struct observer *observer = run->request->observer;
    if (observer != NULL && observer->collect != NULL)
        capture->calls = observer->collect(observer->context, run->arena, capture);
    return capture;
}

/* Did the program run on every rank? One that never did while mpirun gave up is no student's fault.
 */
static bool all_started(const struct run *run) {
    int started = 0;
    for (int r = 0; r < run->np; r++)
        started += run->ranks[r].started;
    return started == run->np || (started > 0 && run->end.why != ENDING_LAUNCHER);
}

/* Says why no program ran. */
static int fault(struct run *run, struct error *error) {
    if (run->failed_exec != 0) {
        errno = run->failed_exec;
        return error_set_errno(error, ERROR_FAULT, _("cannot start the program %s"),
                               run->request->command[0]);
    }
    (void)error_set(error, ERROR_FAULT, _("%s did not start %d processes (%d came): %s"),
                    run->launcher->mpirun, run->np, run->arrived, bytes_text(&run->text));
    error_advise(error, _("`mpigrade doctor` shows what works on this machine."));
    return -1;
}

static int attempt(struct run *run, struct capture **ret_capture, struct error *error) {
    if (scene_set(run->launcher, run->request, run->arena, &run->scene, error) < 0)
        return -1;
    run->listener = rendezvous_listen(run->scene.folder, error);
    if (run->listener < 0 ||
        cage_start(run->launcher, run->arena, &run->scene.plan, &run->cage, error) < 0)
        return -1;
    run_loop(run);
    int64_t end_us = monotonic_us();
    int status = finish(run);
    if (run->failed_exec != 0 || !all_started(run))
        return fault(run, error);
    *ret_capture = make_capture(run, status, end_us);
    return 0;
}

int run_once(const struct launcher *launcher, const struct launch_request *request,
             struct arena *arena, struct capture **ret_capture, struct error *error) {
    struct run run = run_new(launcher, request, arena);
    int result = attempt(&run, ret_capture, error);
    run_done(&run);
    return result;
}
