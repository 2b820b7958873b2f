/* SPDX-License-Identifier: MIT */
/* Results come into the store, and are shown. */
#ifndef MPIGRADE_BATCH_KEEP_H
#define MPIGRADE_BATCH_KEEP_H

#include "batch/equals.h"
#include "batch/run.h"

struct kept {
    const struct store_work *work;
    size_t worker;
    int tries;
    const char *source; /* hash of the normalised source; "": not known */
    const json_t *report;
    const char *text; /* the report as it is written to its file */
    size_t length;
};

int keep_result(const struct run_setup *setup, const struct kept *kept,
                struct error *error) MUST_USE;

/* Gives an attempt the result of the equal one that was graded. */
int keep_shared(const struct run_setup *setup, const struct equal *equal,
                const struct store_work *work, struct error *error) MUST_USE;

#endif
