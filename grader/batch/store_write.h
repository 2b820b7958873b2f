/* SPDX-License-Identifier: MIT */
/* What a batch writes to its store. One process writes; each function is one transaction, on the
 * disk when it returns. */
#ifndef MPIGRADE_BATCH_STORE_WRITE_H
#define MPIGRADE_BATCH_STORE_WRITE_H

#include "batch/course.h"
#include "batch/layout.h"
#include "batch/store.h"

/* ---- who handed in what ---- */

struct store_exercise {
    const char *title;
    int64_t max; /* points, 1/1000 */
};

struct store_start {
    const struct course *course;
    const struct store_exercise *exercises; /* one for each of the course */
    const struct handed_in *handed_in;
    const char *layout;                    /* its key */
    const char *course_text, *submissions; /* as the command line names them */
    const char *folder; /* of submissions, absolute: names are shown relative to it */
    const char *mpigrade, *mpi, *sandbox;
    const char *command; /* what else it was told: it goes on where one told the same stopped */
    bool goes_on;        /* then what it was to grade is still queued */
};

/* Whether a batch that was told the same `command` was interrupted. */
int store_goes_on(struct store *store, const char *command, bool *ret_goes_on,
                  struct error *error) MUST_USE;

/* Makes the store say what the course and the submissions say. Results stay; what is no more there
 * is kept, but is not shown. Nothing waits in the queue unless the batch goes on. */
int store_begin(struct store *store, const struct store_start *start, struct error *error) MUST_USE;
int store_finish(struct store *store, struct error *error) MUST_USE; /* the batch has ended */

/* ---- the queue ---- */

/* An attempt of which the batch thinks. Texts belong to the arena. */
struct store_work {
    int64_t attempt, group; /* of one exercise; the queue is in the order of group and attempt */
    size_t exercise;        /* index into course->exercises */
    const char *student, *exercise_id;
    int number;
    bool counts;
    int64_t time;
    size_t path_count;
    const char *const *paths; /* NULL-ended */
    /* of the result that there is: */
    const char *result_key; /* under which it was graded; NULL: there is none */
    const char *outcome;
    bool timed_out;      /* in at least one case */
    const char *content; /* hash of the files, as store_plan() was told it; NULL: not yet */
    bool queued;         /* from an interrupted batch that now goes on */
};

/* What is to be done about an attempt: its content's hash, and whether to grade it. */
struct store_plan {
    const char *content;
    bool queue;
};

/* Each attempt of the batch, in the order of grading. The arena is reset between them. */
typedef int store_plan_function(void *context, struct arena *arena, const struct store_work *work,
                                struct store_plan *ret_plan, struct error *error);
int store_plan(struct store *store, store_plan_function *plan, void *context,
               struct error *error) MUST_USE;

int store_queue_length(struct store *store, int64_t *ret_length, struct error *error) MUST_USE;

/* The next that waits behind `work` (0 in it: the first). 1; 0 when there is none; -1. */
int store_next(struct store *store, struct arena *arena, struct store_work *work,
               struct error *error) MUST_USE;

/* ---- results ---- */

/* Points of a report, as a number of 1/1000; 0 when it is none. */
int64_t store_points(const json_t *number);

struct store_result {
    int64_t attempt;
    const char *key, *content;
    const json_t *report;
    const char *text; /* the report as it is written to its file */
    size_t length;
    int64_t days_late, after_lateness;
    const char *source_hash; /* NULL: not known */
    int tries;
};

/* Takes the place of the attempt's older result, and the attempt out of the queue. Then writes the
 * report's file. */
int store_put(struct store *store, const struct store_result *result, struct error *error) MUST_USE;

/* Writes the files of reports that are missing or not as they are in the store: a batch was killed
 * between the two, or somebody removed them. */
int store_write_files(struct store *store, struct error *error) MUST_USE;

/* Due dates may have changed since points were stored: `late` says what is left of them. */
typedef int64_t store_late_function(void *context, size_t exercise, int64_t points, int64_t time,
                                    int64_t *ret_days_late);
int store_apply_lateness(struct store *store, store_late_function *late, void *context,
                         struct error *error) MUST_USE;

/* ---- points that a person gave ---- */

struct store_override {
    const char *student, *exercise, *reason;
    int64_t points; /* 1/1000 */
    int64_t time;
};

/* ERROR_USAGE when there is no such student or exercise, or more points than it gives. */
int store_override_set(struct store *store, const struct store_override *override,
                       struct error *error) MUST_USE;
int store_override_remove(struct store *store, const char *student, const char *exercise,
                          struct error *error) MUST_USE;
int store_each_override(struct store *store,
                        int (*row)(void *context, const struct store_override *override,
                                   struct error *error),
                        void *context, struct error *error) MUST_USE;

#endif
