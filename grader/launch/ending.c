/* SPDX-License-Identifier: MIT */
/* After the end: all is killed, what the pipes still hold is read, and the capture is made. */
#include "base/files.h"
#include "base/messages.h"
#include "base/process.h"
#include "launch/monitor.h"
#include "launch/mpirun_text.h"
#include "launch/rendezvous.h"
#include "launch/run.h"

#include <errno.h>

enum {
    LEAVE_MS = 2000, /* for mpirun to end when every rank has */
    HEAR_MS = 100,   /* of silence show that mpirun has nothing to add */
};

/* What the pipes still hold; the writers are dead, or a daemon writes on and is not listened to. */
static void drain(struct run *run) {
    enum { MOST = 1 << 20 }; /* more than a pipe holds */
    for (int r = 0; r < run->np; r++)
        for (int s = 0; s < 2; s++)
            for (int bytes = 0; bytes < MOST && run->ranks[r].streams[s].fd >= 0; bytes += 65536)
                if (!read_stream(run, r, s))
                    break;
}

/* When every rank has ended well, mpirun ends by itself and gives its exit status. */
static void let_leave(struct run *run) {
    for (int r = 0; r < run->np; r++)
        if (run->ranks[r].socket >= 0)
            rendezvous_send(run->ranks[r].socket, WIRE_BYE);
    cage_listen(&run->cage, LEAVE_MS, &run->text);
}

/* What a rank said through mpirun before it ended, e.g. the text of an MPI error, may still be on
 * its way. Where all are well and wait for each other there is nothing to wait for, while they use
 * the cores. */
static void hear_mpirun(struct run *run) {
    const int wait_ms = run->end.why == ENDING_PROOF && run->bad_us == 0 ? 0 : HEAR_MS;
    while (run->cage.output >= 0 && run->text.dropped == 0 && fd_ready(run->cage.output, wait_ms))
        (void)read_text(run);
}

/* For those that did not tell: a look at what they used so far. */
static void last_look(struct run *run) {
    for (int r = 0; r < run->np; r++)
        if (run->pids[r] > 0) {
            (void)run_memory(run, r);
            run->ranks[r].end.cpu_us = monitor_cpu(run->pids[r]);
            run->ranks[r].stopped = monitor_is_stopped(run->pids[r]);
        }
}

/* The kernel may have enforced a limit since we looked. */
static void look_at_group(struct run *run) {
    const char *met = cgroup_limit_met(&run->cage.group);
    if (met != NULL && run->end.why != ENDING_LIMIT)
        run->end = (struct run_end){ENDING_LIMIT, met, -1};
}

static void hear_agents(struct run *run) {
    for (int r = 0; r < run->np; r++)
        while (run->ranks[r].socket >= 0 && read_agent(run, r))
            ;
}

int run_finish(struct run *run) {
    run_hear_starts(run);
    last_look(run);
    look_at_group(run);
    if (run->end.why == ENDING_LAUNCHER) /* reports that came while mpirun went */
        hear_agents(run);
    if (run->end.why == ENDING_ALL && run->bad_us == 0)
        let_leave(run);
    else
        hear_mpirun(run);
    int status = cage_end(&run->cage);
    if (run->end.why == ENDING_LAUNCHER) /* whom it took along: all, but not in one moment */
        hear_agents(run);
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
    capture->launcher_text = mpirun_text_clean(run->arena, bytes_text(&run->text));
    capture->ranks = arena_array(run->arena, (size_t)run->np, sizeof *capture->ranks);
    for (int r = 0; r < run->np; r++) {
        const struct rank *rank = &run->ranks[r];
        ends[r] = rank->end;
        struct rank_capture *to = &capture->ranks[r];
        to->started = rank->started;
        to->stopped = rank->stopped;
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
    outcome_blame_exception(run->arena, capture);
    return capture;
}

/* Did the program run? When it did on any rank, all agents were there, and what ended them before
 * they could start theirs was the program. */
static bool has_started(const struct run *run) {
    for (int r = 0; r < run->np; r++)
        if (run->ranks[r].started)
            return true;
    return false;
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

int conclude(struct run *run, int status, int64_t end_us, struct capture **ret_capture,
             struct error *error) {
    if (run->failed_read != 0) {
        errno = run->failed_read;
        return error_set_errno(error, ERROR_FAULT, _("cannot read what the ranks write"));
    }
    if (run->failed_exec != 0 || !has_started(run))
        return fault(run, error);
    *ret_capture = make_capture(run, status, end_us);
    return 0;
}
