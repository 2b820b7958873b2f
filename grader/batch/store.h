/* SPDX-License-Identifier: MIT */
/* The store of a batch: one SQLite file (docs/store.md is its schema), WAL, foreign keys. Whatever
 * is done to it is done in a transaction, so that a batch can be killed at any moment. */
#ifndef MPIGRADE_BATCH_STORE_H
#define MPIGRADE_BATCH_STORE_H

#include "base/arena.h"
#include "base/error.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define STORE_NAME "mpigrade.db" /* in the batch's output folder */

struct store;
enum store_mode {
    STORE_READ,
    STORE_WRITE /* made when it is not there; migrated when it is older */
};

/* ERROR_USAGE when it is no store or of a later version, ERROR_FAULT when it cannot be read or
 * written. */
struct store *store_open(const char *folder, enum store_mode mode, struct error *error) MUST_USE;
void store_close(struct store *store); /* NULL is fine */

/* ---- what a batch writes (batch.c) is in store_write.h; what reports read is below ---- */

/* One student's result in one exercise: the attempt that counts. Texts belong to the arena. */
struct store_row {
    const char *student, *name, *email, *number, *login, *section; /* NULL: not known */
    const char *folder; /* a file name that is nobody else's, in capitals or not */
    const char *exercise, *exercise_title;
    int64_t weight, max; /* 1/1000; max: points of the rubric */
    int64_t due;         /* seconds since 1970; 0: none */
    bool in_roster;
    bool handed_in;  /* false: nothing was; what follows is empty, but for an override */
    bool overridden; /* see override_points */
    int attempt, attempts;
    const char *path;        /* what was handed in, relative to the folder of submissions */
    int64_t time;            /* when; 0: not known */
    const char *outcome;     /* graded, not_gradable, grader_fault, or waiting (not graded yet) */
    const char *reason;      /* when not graded; else NULL */
    int64_t points;          /* 1/1000, as graded; 0 for a fault, which has no score */
    int64_t days_late;       /* begun */
    int64_t after_lateness;  /* points, 1/1000 */
    int64_t override_points; /* 1/1000; count in place of the rest */
    const char *override_reason;
    int64_t final;      /* what counts, 1/1000; -1: none (a fault, or waiting) */
    const char *report; /* the JSON report's file, relative to the batch's folder; NULL: none */
    const char *source_hash; /* of the normalised source; NULL: not known */
    int64_t wall_us, started;
    int64_t result; /* for store_report() */
};

typedef int store_row_function(void *context, const struct store_row *row, struct error *error);

/* Each student (the roster's and others who handed in, by key) with each exercise (in the course's
 * order); the arena is reset between rows. Stops at the first -1. */
int store_each(struct store *store, const char *student /* NULL: all */, store_row_function *row,
               void *context, struct error *error) MUST_USE;

/* The whole report of a row, or of an attempt. The caller frees it. NULL and an error. */
json_t *store_report(struct store *store, int64_t result, struct error *error) MUST_USE;
json_t *store_report_of(struct store *store, int64_t attempt, struct error *error) MUST_USE;

/* What checks and misconceptions say over the class, kept in tables when a report is stored, so
 * that no report need be read for it. */
struct store_check {
    int64_t id;
    const char *exercise, *check, *title, *visibility;
    int64_t graded, full, partial, failed, skipped; /* numbers of students */
    int64_t points, max;                            /* sums, 1/1000 */
};
struct store_mark { /* what one student got for one check */
    const char *student;
    int64_t check; /* the id of a store_check */
    const char *status;
    int64_t points, max; /* 1/1000 */
};
struct store_misconception {
    const char *exercise, *misconception, *text;
    int64_t students;
    const char *examples; /* up to five students, separated by commas */
};
struct store_deadlock {
    const char *student, *exercise, *case_id, *text;
};
typedef int store_check_function(void *context, const struct store_check *row, struct error *error);
typedef int store_mark_function(void *context, const struct store_mark *row, struct error *error);
typedef int store_misconception_function(void *context, const struct store_misconception *row,
                                         struct error *error);
typedef int store_deadlock_function(void *context, const struct store_deadlock *row,
                                    struct error *error);
int store_each_check(struct store *store, store_check_function *row, void *context,
                     struct error *error) MUST_USE;
/* By student, in the order of store_each(). */
int store_each_mark(struct store *store, store_mark_function *row, void *context,
                    struct error *error) MUST_USE;
int store_each_misconception(struct store *store, store_misconception_function *row, void *context,
                             struct error *error) MUST_USE;
int store_each_deadlock(struct store *store, store_deadlock_function *row, void *context,
                        struct error *error) MUST_USE;

/* The batch itself. */
struct store_summary {
    const char *title, *course,
        *submissions; /* the course's title; what the batch was started with */
    const char *layout;
    int64_t started, ended; /* ended 0: it runs, or was interrupted */
    int64_t students, handed_in, graded, not_gradable, faults, waiting, strays;
    int64_t cpu_us, wall_us;
    const char *mpigrade, *mpi, *sandbox;
};
int store_summary(struct store *store, struct arena *arena, struct store_summary *ret_summary,
                  struct error *error) MUST_USE;
int store_each_stray(struct store *store,
                     int (*row)(void *context, const char *path, const char *why,
                                struct error *error),
                     void *context, struct error *error) MUST_USE;

#endif
