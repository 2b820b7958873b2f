/* SPDX-License-Identifier: MIT */
#include "launch/outcome.h"

#include "capture/calls.h"
#include "capture/ending.h"

#include <signal.h>
#include <string.h>

static bool ended_badly(const struct rank_end *rank) {
    return rank->vanished || (rank->reported && (rank->signal != 0 || rank->exit_code != 0));
}

static bool ended(const struct rank_end *rank) {
    return rank->vanished || rank->reported;
}

/* The first rank that ended in such a way; -1 when none did. */
static int first(const struct rank_end *ranks, int np, bool (*such)(const struct rank_end *)) {
    int found = -1;
    for (int r = 0; r < np; r++)
        if (such(&ranks[r]) && (found < 0 || ranks[r].order < ranks[found].order))
            found = r;
    return found;
}

/* Of those that ended as the one that was first did, the lowest: which of them is first is left to
 * chance, and one program gets one report. -1 when several were cut off from us: which of them did
 * it cannot be known. */
static int cause(const struct rank_end *ranks, int np) {
    int found = first(ranks, np, ended_badly), alike = 0;
    if (found < 0)
        return -1;
    const struct rank_end end = ranks[found];
    for (int r = np - 1; r >= 0; r--) {
        if (!ended_badly(&ranks[r]) || ranks[r].vanished != end.vanished ||
            ranks[r].signal != end.signal || ranks[r].exit_code != end.exit_code)
            continue;
        found = r;
        alike++;
    }
    return end.vanished && alike > 1 ? -1 : found;
}

/* The limit that ended a rank, or NULL. Who only raises the signal has met none; but the kernel
 * counts for its limit in ticks, and on a busy machine these may be far from the time used. */
static const char *limit_met(const struct rank_end *rank, const struct limits *limits) {
    if (!rank->reported)
        return NULL;
    if ((rank->signal == SIGXCPU || rank->signal == SIGKILL) &&
        rank->cpu_us >= limits->cpu_s * 500000)
        return "cpu_s";
    if (rank->signal == SIGXFSZ)
        return "file_mb";
    if (rank->peak_bytes > limits->memory_mb * (1 << 20))
        return "memory_mb";
    if (rank->full && ended_badly(rank))
        return "tmp_mb";
    return NULL;
}

static void set(struct capture *capture, enum case_outcome outcome, int culprit,
                const char *limit) {
    capture->outcome = outcome;
    capture->culprit = culprit;
    capture->limit = limit;
}

static void decide(const struct rank_end *ranks, const struct run_end *end,
                   const struct limits *limits, struct capture *capture) {
    if (end->why == ENDING_LIMIT) {
        set(capture, CASE_LIMIT_EXCEEDED, end->limit_rank, end->limit);
        return;
    }
    for (int r = 0; r < capture->np; r++) {
        const char *limit = limit_met(&ranks[r], limits);
        if (limit != NULL) {
            set(capture, CASE_LIMIT_EXCEEDED, r, limit);
            return;
        }
    }
    /* mpirun's own clean-up never reaches the programs, so what came first is the cause. */
    int bad = first(ranks, capture->np, ended_badly);
    if (bad >= 0)
        set(capture, ranks[bad].signal != 0 ? CASE_CRASHED : CASE_ABORTED,
            cause(ranks, capture->np), NULL);
    else if (end->why == ENDING_PROOF)
        set(capture, CASE_DEADLOCKED, -1, NULL);
    else if (end->why == ENDING_WALL)
        set(capture, CASE_TIMED_OUT, -1, "wall_s");
    else if (end->why == ENDING_ALL)
        set(capture, CASE_FINISHED, -1, NULL);
    else /* mpirun ended the job although no rank failed: MPI_Abort(comm, 0), or somebody killed it
          */
        set(capture, CASE_ABORTED, first(ranks, capture->np, ended), NULL);
}

void outcome_decide(const struct rank_end *ranks, const struct run_end *end,
                    const struct limits *limits, struct capture *capture) {
    decide(ranks, end, limits, capture);
    capture->allowed = capture->limit == NULL ? 0 : limits_value(limits, capture->limit);
}

bool outcome_is_leaving(const struct rank_calls *calls) {
    /* Whoever died in it has ended. */
    const bool inside = calls->state == RANK_IN_CALL || calls->state == RANK_ENDED;
    return calls->finalized || calls->state == RANK_FINALIZED ||
           (inside && calls->call != NULL && strcmp(calls->call, "MPI_Finalize") == 0);
}

void outcome_blame_exception(struct arena *arena, struct capture *capture) {
    if (capture->calls == NULL ||
        (capture->outcome != CASE_DEADLOCKED && capture->outcome != CASE_TIMED_OUT))
        return;
    for (int r = 0; r < capture->calls->np; r++)
        if (!capture->ranks[r].ended && outcome_is_leaving(&capture->calls->ranks[r]) &&
            ending_exception(arena, &capture->ranks[r]) != NULL) {
            set(capture, CASE_ABORTED, r, NULL);
            capture->allowed = 0;
            return;
        }
}
