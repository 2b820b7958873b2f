/* SPDX-License-Identifier: MIT */
/* One submission from end to end: submission -> build -> launch -> judge -> report. */
#ifndef MPIGRADE_GRADE_GRADE_H
#define MPIGRADE_GRADE_GRADE_H

#include "base/error.h"
#include "launch/launch.h"
#include "rubric/rubric.h"

#include <jansson.h>
#include <stddef.h>

struct grader;

/* Told what is being done: "building", "np 4 (2 of 5)". */
typedef void grade_progress(void *context, const char *text);

/* For any number of submissions to one exercise, one after the other; the reference programs are
 * built and run once. Rubric and launcher must outlive it; `progress` may be NULL. */
struct grader *grader_new(const struct rubric *rubric, struct launcher *launcher,
                          grade_progress *progress, void *context) MUST_USE;

/* From now on what the reference programs left behind is remembered for later runs, and taken from
 * earlier ones. */
void grader_remember(struct grader *grader);

/* The same in a folder of the caller's choice. */
void grader_remember_in(struct grader *grader, const char *folder);

/* fingerprint_own() for this launcher, when it is known already: so that not every grader of a
 * batch hashes the same files. */
void grader_knows_own(struct grader *grader, const char *own);

void grader_free(struct grader *grader); /* NULL is fine */

/* Grades what `paths` name and gives the report, which the caller frees (json_decref). `error` says
 * why when it is not graded: ERROR_NOT_GRADABLE, ERROR_FAULT or ERROR_RUBRIC. NULL only with
 * ERROR_USAGE: a path cannot be read. */
json_t *grader_grade(struct grader *grader, const char *const *paths, size_t count,
                     struct error *error) MUST_USE;

/* The report of a submission that could not even be looked at. */
json_t *grade_fault(const struct rubric *rubric, const char *const *paths, size_t count,
                    const struct error *error) MUST_USE;

#endif
