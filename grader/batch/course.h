/* SPDX-License-Identifier: MIT */
/* A course: which exercises count how much, until when, and who takes part. From a small JSON file
 * (docs/course.md and docs/course.schema.json), or made of a single exercise. */
#ifndef MPIGRADE_BATCH_COURSE_H
#define MPIGRADE_BATCH_COURSE_H

#include "base/arena.h"
#include "base/error.h"
#include "base/limits.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct course_exercise {
    const char *id;
    const char *title;  /* of the rubric, in the language of messages */
    const char *rubric; /* path of the rubric file */
    bool answers;       /* JSON and CSV files are what is handed in, not programs */
    int64_t weight;     /* 1/1000; of a course without weights: each 1000 */
    size_t name_count;
    const char *const *names;  /* file or folder names (fnmatch patterns) that mean this exercise */
    const char *const *usual;  /* names that the rubric expects; NULL-ended */
    int64_t due;               /* seconds since 1970; 0: none */
    int64_t late_per_day;      /* 1/1000 of the points that are lost for each day begun */
    int64_t late_most;         /* 1/1000: no more than that is lost; 1000: all */
    int64_t grace_s;           /* seconds after `due` that cost nothing */
    int64_t refuse_after_days; /* later ones count nothing; -1: never */
};

struct student {
    const char
        *key; /* what names this person in folders, stores and reports: login or e-mail or name */
    const char *name, *email,
        *number;                 /* NULL when not known; number: the LMS' or the school's id */
    const char *login, *section; /* NULL when not known */
};

struct course {
    const char *title;
    const char *path, *roster; /* the files; NULL: there is none */
    size_t exercise_count;
    struct course_exercise *exercises;
    size_t student_count; /* 0: no roster; whoever handed in takes part */
    struct student *students;
    struct limits limits; /* of each case; 0: as the rubrics say */
    bool last_attempt;    /* which of several attempts counts: the last (else the best) */
};

/* Finds the rubric of an exercise named on the command line or in the file: an id, a unique prefix
 * of one, or a path (relative to the course file). NULL and an error when there is none. */
typedef const char *course_rubric_finder(void *context, const char *text, struct error *error);

/* `text` is the path of a course file (it ends in .json and holds "exercises"), else an exercise.
 * ERROR_USAGE with file and JSON path or CSV line when something is wrong in it. */
struct course *course_load(struct arena *arena, const char *text, course_rubric_finder *find,
                           void *context, struct error *error) MUST_USE;

/* roster.c: a CSV file with a header; columns are known by usual names in English and Spanish, as
 * Moodle, Canvas and Gradescope export them. */
int roster_load(struct arena *arena, const char *path, size_t *ret_count,
                struct student **ret_students, struct error *error) MUST_USE;

/* course_date.c: seconds since 1970 of an ISO 8601 date ("2026-03-01T23:59:00-05:00"; "Z", or
 * nothing for local time; a day alone is its last second). -1 when it is none. */
int course_date(const char *text, int64_t *ret_time) MUST_USE;

/* Points (1/1000) of `points` after what lateness costs. `handed_in` 0: not known, not late. Days
 * are counted from the end of the grace, each that has begun. */
int64_t course_after_lateness(const struct course_exercise *exercise, int64_t points,
                              int64_t handed_in, int64_t *ret_days_late);

#endif
