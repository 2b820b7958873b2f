/* SPDX-License-Identifier: MIT */
/* The poll loop. First the agents arrive (no program runs yet), then the programs run until an
 * `enum ending` is found. Nothing ever waits for the end of a stream: a daemon may hold it open. */
#include "launch/run.h"

#include "base/files.h"
#include "launch/monitor.h"
#include "launch/rendezvous.h"

#include <fcntl.h>

enum {
    START_S = 60,      /* for mpirun to start all agents, on a loaded machine */
    TICK_MS = 5,       /* between two looks of the observer */
    LOOK_MS = 20,      /* between two looks at the memory of each rank, */
    CALM_MS = 40,      /* at CPU time, and at a job that is far from its limits */
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
        polled[count++] = (struct pollfd){.fd = rank->socket, .events = POLLIN};
        polled[count++] = (struct pollfd){.fd = rank->streams[0].fd, .events = POLLIN};
        polled[count++] = (struct pollfd){.fd = rank->streams[1].fd, .events = POLLIN};
    }
    return count;
}

void run_step(struct run *run, int wait_ms) {
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
        read_listener(run);
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

/* What a rank started counts, too: the kernel knows where there are control groups, and we look. */
static void look_at_job(struct run *run) {
    const struct limits *limits = &run->request->limits;
    const char *met = cgroup_limit_met(&run->cage.group);
    if (met != NULL)
        run_end_by_limit(run, met, -1);
    if (run->proc < 0)
        return;
    /* Beside the program's there are an agent each, mpirun, bwrap, and the threads of MPI. */
    const int64_t most = limits->processes + 8 * run->np + 16;
    const struct job_use use = monitor_job(run->proc, most);
    if (use.threads > most)
        run_end_by_limit(run, "processes", crowded_rank(run, most));
    if (use.bytes > run->scene.plan.memory_mb << 20)
        run_end_by_limit(run, "memory_mb", -1);
    if (use.threads > most / 2 || use.bytes > run->scene.plan.memory_mb << 18)
        run->calm_us = 0;
}

static void look_at_limits(struct run *run, int64_t now) {
    if (now - run->looked_us < LOOK_MS * 1000)
        return;
    run->looked_us = now;
    const struct limits *limits = &run->request->limits;
    const bool whole = now - run->calm_us >= CALM_MS * 1000;
    if (whole)
        run->calm_us = now;
    for (int r = 0; r < run->np; r++) {
        if (run->pids[r] <= 0)
            continue;
        struct rank_end *end = &run->ranks[r].end;
        int64_t bytes = monitor_memory(run->pids[r]);
        if (bytes > end->peak_bytes)
            end->peak_bytes = bytes;
        if (bytes > limits->memory_mb << 20)
            run_end_by_limit(run, "memory_mb", r);
        /* Who ignores SIGXCPU is ended here. */
        if (whole && monitor_cpu(run->pids[r]) > limits->cpu_s * 1000000 + GRACE_US)
            run_end_by_limit(run, "cpu_s", r);
        if (run->proc < 0 && run->launcher->bwrap != NULL)
            run->proc = monitor_open_proc(run->pids[r]);
    }
    if (whole)
        look_at_job(run);
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

static void run_loop(struct run *run) {
    const struct observer *observer = run->request->observer;
    const bool observed = observer != NULL && observer->tick != NULL;
    const int64_t start_us = monotonic_us();
    int64_t ticked_us = 0;
    while (run->end.why == ENDING_NONE && run->failed_exec == 0 && run->failed_read == 0) {
        run_step(run, observed ? TICK_MS : LOOK_MS);
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
            const enum observed observed_now = observer->tick(observer->context, run->pids);
            if (observed_now != OBSERVED_NOTHING)
                run_end(run, observed_now == OBSERVED_DEADLOCK ? ENDING_PROOF : ENDING_QUIET);
        }
    }
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
