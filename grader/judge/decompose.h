/* SPDX-License-Identifier: MIT */
/* Decompositions: which rank runs which of N iterations on P processes, and which mistake turns one
 * assignment into another. */
#ifndef MPIGRADE_JUDGE_DECOMPOSE_H
#define MPIGRADE_JUDGE_DECOMPOSE_H

#include "judge/judge.h"

/* The assignment that a decomposition makes of `iterations` on `np` ranks, ascending in each rank.
 * For DECOMPOSITION_DYNAMIC, which determines none, NULL. */
struct assignment *decompose(struct arena *arena, enum decomposition decomposition,
                             int64_t iterations, int np);

/* Rank by rank the same iterations, in any order. */
bool assignment_same(const struct assignment *a, const struct assignment *b);

struct explanation {
    enum misconception misconception; /* MISCONCEPTION_NONE: nothing known explains it */
    const char *what, *hint;          /* for the student; translated */
};

/* Which known mistake makes `got` of what was asked? `got` differs from the right assignment. */
struct explanation explain_assignment(struct arena *arena, enum decomposition asked,
                                      int64_t iterations, const struct assignment *got);

#endif
