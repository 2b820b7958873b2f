/* SPDX-License-Identifier: MIT */
/* The cases of a rubric, side by side. Each waits for its turn as all do that are run at a time
 * (launch/turn.c), so how many run is the launcher's to say; which of them ends first changes
 * nothing of what they leave behind. */
#ifndef MPIGRADE_GRADE_CASES_H
#define MPIGRADE_GRADE_CASES_H

#include "grade/ready.h"

#include <stdatomic.h>
#include <stddef.h>

struct cases {
    const struct ready *ready; /* built; the captures live in its arena, which nobody else may use
                                  meanwhile */
    bool delays; /* also repeat cases with delays; without, they have the capture of the case
                    itself: what is right does not depend on delays */
    void (*tell)(void *context, size_t index); /* a case begins; from any thread */
    void *context;
    const atomic_bool *stop; /* once true, no case is begun any more; NULL: never */
};

/* Runs them all; captures[i] is that of rubric->cases[i]. -1 with the error of the first case, in
 * the rubric's order, that could not be run, or when it was stopped. */
int cases_run(const struct cases *cases, const struct capture **captures,
              struct error *error) MUST_USE;

#endif
