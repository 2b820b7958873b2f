/* SPDX-License-Identifier: MIT */
/* The queue is worked off: workers are kept busy, what they say goes into the store, and those that
 * die or hang are replaced. */
#ifndef MPIGRADE_BATCH_RUN_H
#define MPIGRADE_BATCH_RUN_H

#include "batch/progress.h"
#include "batch/worker.h"

struct run_setup {
    struct store *store;
    const struct course *course;
    const char *const *circumstances; /* hash for each exercise */
    struct worker_setup worker;
    const char *folder; /* for the workers' temporary files */
    size_t workers;     /* 1 to PROGRESS_WORKERS */
    int64_t stuck_us;   /* a worker that says nothing for so long hangs */
    bool share;         /* of equal submissions one is graded */
    struct progress *progress;
};

/* Until nothing is left, or a signal ends it: SIGINT lets the workers finish what they have, a
 * second one, SIGTERM and SIGHUP do not. *ret_signal is that signal, or 0. -1 when the store cannot
 * be written or no worker can be started. */
int run_queue(const struct run_setup *setup, int *ret_signal, struct error *error) MUST_USE;

#endif
