/* SPDX-License-Identifier: MIT */
#include "launch/outcome.h"

#include <signal.h>

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

/* The limit that ended a rank, or NULL. */
static const char *limit_met(const struct rank_end *rank, const struct limits *limits) {
    if (!rank->reported)
        return NULL;
    if (rank->signal == SIGXCPU ||
        (rank->signal == SIGKILL && rank->cpu_us >= limits->cpu_s * 1000000))
        return "cpu_s";
    if (rank->signal == SIGXFSZ)
        return "file_mb";
    if (rank->peak_bytes > limits->memory_mb * (1 << 20))
        return "memory_mb";
    return NULL;
}

static void set(struct capture *capture, enum case_outcome outcome, int culprit,
                const char *limit) {
    capture->outcome = outcome;
    capture->culprit = culprit;
    capture->limit = limit;
}

void outcome_decide(const struct rank_end *ranks, const struct run_end *end,
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
        set(capture, ranks[bad].signal != 0 ? CASE_CRASHED : CASE_ABORTED, bad, NULL);
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
