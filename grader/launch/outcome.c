/* SPDX-License-Identifier: MIT */
#include "launch/outcome.h"

#include <signal.h>

static bool ended_badly(const struct rank_end *rank) {
    return rank->reported && (rank->signal != 0 || rank->exit_code != 0);
}

/* The first rank that reported a bad end: mpirun's own clean-up never reaches the programs, so what
 * comes first is the cause. -1 when all is well. */
static int first_bad(const struct rank_end *ranks, int np) {
    int first = -1;
    for (int r = 0; r < np; r++)
        if (ended_badly(&ranks[r]) && (first < 0 || ranks[r].order < ranks[first].order))
            first = r;
    return first;
}

/* The rank that ended first of all, well or badly; -1 when none has. */
static int first_ended(const struct rank_end *ranks, int np) {
    int first = -1;
    for (int r = 0; r < np; r++)
        if (ranks[r].reported && (first < 0 || ranks[r].order < ranks[first].order))
            first = r;
    return first;
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
    int bad = first_bad(ranks, capture->np);
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
        set(capture, CASE_ABORTED, first_ended(ranks, capture->np), NULL);
}
