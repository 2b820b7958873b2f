/* SPDX-License-Identifier: MIT */
/* What comes in while a case runs: from the ranks, their agents and mpirun. */
#include "base/files.h"
#include "base/process.h"
#include "launch/rendezvous.h"
#include "launch/run.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

bool read_stream(struct run *run, int r, int s) {
    char block[65536];
    int *fd = &run->ranks[r].streams[s].fd;
    struct keep *keep = &run->ranks[r].streams[s].keep;
    ssize_t got = fd_read(*fd, block, sizeof block);
    if (got > 0) {
        keep_add(keep, block, (size_t)got);
        run->news_us = monotonic_us();
        if (keep_total(keep) > (uint64_t)run->request->limits.output_kb * 1024 * OUTPUT_ABSURD)
            run_end_by_limit(run, "output_kb", r);
        return true;
    }
    if (got < 0 && errno == EAGAIN)
        return false;
    if (got < 0)
        run->failed_read = errno;
    fd_close(fd);
    return false;
}

bool read_text(struct run *run) {
    char block[4096];
    ssize_t got = fd_read(run->cage.output, block, sizeof block);
    if (got <= 0) {
        fd_close(&run->cage.output);
        return false;
    }
    bytes_append(&run->text, block, (size_t)got);
    /* A rank that aborts with status 0 looks well; mpirun takes seconds until it ends the others.
     */
    if (run->bad_us == 0 && strstr(bytes_text(&run->text), "MPI_ABORT was invoked") != NULL)
        run->bad_us = run->news_us = monotonic_us();
    return true;
}

static void rank_ended(struct run *run, int r, const struct wire *message) {
    struct rank_end *end = &run->ranks[r].end;
    if (end->reported || end->vanished)
        return;
    *end = (struct rank_end){
        .reported = true,
        .order = run->ended++,
        .exit_code = message->exit_code,
        .signal = message->signal,
        .cpu_us = message->cpu_us,
        .peak_bytes = message->peak_bytes,
        .full = run->launcher->bwrap != NULL && message->error == ENOSPC, /* not the machine's */
    };
    run->pids[r] = 0;
    run->news_us = monotonic_us();
    if ((end->signal != 0 || end->exit_code != 0) && run->bad_us == 0)
        run->bad_us = run->news_us;
    const struct observer *observer = run->request->observer;
    if (observer != NULL && observer->ended != NULL)
        observer->ended(observer->context, r, end->signal != 0);
}

/* An agent ends only after its report; without one somebody has killed it. */
static void rank_vanished(struct run *run, int r) {
    struct rank_end *end = &run->ranks[r].end;
    if (end->reported || run->go_us == 0)
        return;
    end->vanished = true;
    end->order = run->ended++;
    run->news_us = monotonic_us();
    if (run->bad_us == 0)
        run->bad_us = run->news_us;
}

bool read_agent(struct run *run, int r) {
    struct rank *rank = &run->ranks[r];
    struct wire message;
    pid_t sender;
    switch (rendezvous_receive(rank->socket, &message, &sender)) {
    case RECEIVED_NOTHING:
        return false;
    case RECEIVED_FAILURE:
        run->failed_read = errno;
        fd_close(&rank->socket);
        return false;
    case RECEIVED_END:
        fd_close(&rank->socket);
        rank_vanished(run, r);
        return false;
    case RECEIVED_MESSAGE:
        break;
    }
    if (message.kind == WIRE_STARTED && !rank->started) {
        rank->started = true;
        run->pids[r] = sender;
    } else if (message.kind == WIRE_FAILED) {
        run->failed_exec = message.error;
    } else if (message.kind == WIRE_ENDED) {
        rank_ended(run, r, &message);
    } else if (message.kind == WIRE_DISMISSED && run->bad_us == 0) {
        run->bad_us = run->news_us = monotonic_us();
    }
    return true;
}

bool read_listener(struct run *run) {
    struct arrival arrival;
    if (rendezvous_accept(run->listener, &arrival) < 0)
        return false;
    const int r = arrival.hello.rank;
    if (arrival.hello.size != run->np || run->ranks[r].socket >= 0) {
        fd_close(&arrival.socket);
        fd_close(&arrival.out);
        fd_close(&arrival.err);
        return true;
    }
    run->ranks[r].socket = arrival.socket;
    run->ranks[r].streams[0].fd = arrival.out;
    run->ranks[r].streams[1].fd = arrival.err;
    if (++run->arrived < run->np)
        return true;
    fd_close(&run->listener); /* before any program runs */
    (void)unlink(path_join(run->arena, run->scene.folder, "agents"));
    run->go_us = run->news_us = monotonic_us();
    for (int each = 0; each < run->np; each++)
        rendezvous_send(run->ranks[each].socket, WIRE_GO);
    return true;
}
