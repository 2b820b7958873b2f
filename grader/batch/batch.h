/* SPDX-License-Identifier: MIT */
/* A whole class: every submission of a folder is graded, and all that comes out is kept. */
#ifndef MPIGRADE_BATCH_BATCH_H
#define MPIGRADE_BATCH_BATCH_H

#include "batch/course.h"
#include "batch/progress.h"
#include "launch/launch.h"

/* X(ENUM, name on the command line) */
#define RERUNS(X)                                                                                  \
    X(NOTHING, "nothing")                                                                          \
    X(FAULTS, "faults")                                                                            \
    X(TIMEOUTS, "timeouts")                                                                        \
    X(ALL, "all")

enum rerun {
#define X(name, key) RERUN_##name,
    RERUNS(X)
#undef X
        RERUN_COUNT
};

struct batch_options {
    const char *course, *submissions; /* as the command line names them */
    const char *output;
    int layout;       /* -1: is recognised */
    int slots;        /* 0: by the cores */
    enum rerun rerun; /* what is graded though its result is known */
    size_t only_count;
    const char *const *only;
    bool all_attempts;    /* not only those that count */
    bool no_cache;        /* references are run, whatever is remembered of them */
    bool no_share;        /* equal submissions are graded, each by itself */
    int64_t stuck_s;      /* a worker that says nothing for so long hangs; 0: by the limits */
    struct limits limits; /* 0: as course and rubrics say */
    course_rubric_finder *find;
    void *find_context;
    struct launcher *launcher;
    const char *folder; /* for temporary files */
    struct progress *progress;
};

/* 0 when everything that was to be graded was, or a signal ended it (*ret_signal). */
int batch_run(const struct batch_options *options, int *ret_signal, struct error *error) MUST_USE;

/* ---- summary.c ---- */

/* What a person wants to know when a batch is over; NULL for a page: nobody does. `shared`: how
 * many took the result of an equal one. *ret_faults: how many of what counts met a fault of ours.
 */
int batch_summary(const char *output, int64_t shared, struct page *page, int64_t *ret_faults,
                  struct error *error) MUST_USE;

#endif
