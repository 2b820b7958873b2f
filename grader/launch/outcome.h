/* SPDX-License-Identifier: MIT */
/* Puts what was seen of a run into one of the six outcomes. Pure. */
#ifndef MPIGRADE_LAUNCH_OUTCOME_H
#define MPIGRADE_LAUNCH_OUTCOME_H

#include "base/arena.h"
#include "base/limits.h"
#include "capture/calls.h"
#include "capture/capture.h"

/* Why the run was over. */
enum ending {
    ENDING_NONE,     /* it is not */
    ENDING_ALL,      /* every rank reported its end */
    ENDING_QUIET,    /* a rank ended badly, or its agent was gone, and the others fell silent */
    ENDING_WALL,     /* the wall time was over */
    ENDING_PROOF,    /* the observer proved a deadlock */
    ENDING_LIMIT,    /* a limit that we watch was exceeded */
    ENDING_LAUNCHER, /* mpirun was gone while ranks still ran */
};

/* How one rank ended, as its agent reported. */
struct rank_end {
    bool reported; /* its agent told; */
    bool vanished; /* its agent was gone without a word: somebody killed it */
    int order;     /* the how-manieth end it was */
    int exit_code, signal;
    int64_t cpu_us, peak_bytes;
    bool full; /* /tmp was, when it ended */
};

struct run_end {
    enum ending why;
    const char *limit; /* ENDING_LIMIT: its name and the rank (-1: the whole case) */
    int limit_rank;
};

/* Sets outcome, culprit, limit and allowed of `capture` (whose np is set). */
void outcome_decide(const struct rank_end *ranks, const struct run_end *end,
                    const struct limits *limits, struct capture *capture);

/* A Python rank that nobody catches an exception of prints it and then waits in MPI_Finalize for
 * the others, who wait for it. That is no deadlock and no endless loop: the rank has failed. */
void outcome_blame_exception(struct arena *arena, struct capture *capture);

/* Has a rank come to MPI_Finalize, or to its end? */
bool outcome_is_leaving(const struct rank_calls *calls);

#endif
