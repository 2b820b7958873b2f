/* SPDX-License-Identifier: MIT */
/* What is seen of a batch that runs: a bar on a terminal, a line for each submission elsewhere,
 * events for other programs (docs/batch.md), or nothing. */
#ifndef MPIGRADE_BATCH_PROGRESS_H
#define MPIGRADE_BATCH_PROGRESS_H

#include "batch/store_write.h"
#include "report/page.h"

#include <stdio.h>

enum progress_mode { PROGRESS_NONE, PROGRESS_BAR, PROGRESS_LINES, PROGRESS_EVENTS };

enum { PROGRESS_WORKERS = 64 };

struct progress {
    enum progress_mode mode;
    FILE *out;
    const struct report_style *style;
    int64_t total, done, started_us, drawn_us;
    int64_t full, lost, not_gradable, faults;
    int64_t shared; /* of all these */
    struct {
        bool busy;
        char who[160], step[80]; /* "ana/02-equal-chunks", "np 4 (2 of 5)" */
    } workers[PROGRESS_WORKERS];
};

struct progress_result {
    const struct store_work *work;
    const char *outcome, *reason; /* NULL: graded */
    int64_t points, max, wall_us; /* 1/1000 */
    int tries;                    /* 0: not run, an equal one was */
    bool shared;                  /* then */
    const char *report;           /* the file, relative to the output folder */
};

/* `known`: those whose results are already in the store. */
void progress_start(struct progress *progress, int64_t total, int64_t known, int workers,
                    int slots);
void progress_work(struct progress *progress, size_t worker, const struct store_work *work);
void progress_step(struct progress *progress, size_t worker, const char *text, size_t length);
/* The first try was a fault of ours. */
void progress_retry(struct progress *progress, const struct store_work *work, const char *reason);
void progress_result(struct progress *progress, size_t worker,
                     const struct progress_result *result);
/* Something that people should read now. */
void progress_say(struct progress *progress, const char *text);
void progress_tick(struct progress *progress);
/* `ended`: "done", "interrupted" or "fault". */
void progress_end(struct progress *progress, const char *ended);

/* ---- progress_events.c ---- */

void events_start(const struct progress *progress, int64_t known, int workers, int slots);
void events_work(const struct progress *progress, const struct store_work *work);
void events_retry(const struct progress *progress, const struct store_work *work,
                  const char *reason);
void events_result(const struct progress *progress, const struct progress_result *result);
void events_end(const struct progress *progress, const char *ended);

#endif
