/* SPDX-License-Identifier: MIT */
/* Exercises that are answered by numbers and tables in a file instead of by a program.
 *
 * Theory of operation. Each case of the rubric is a question, named by its id. answers_json.c and
 * answers_csv.c fill a sheet (sheet.h) with the answers; then each question becomes a capture, as
 * if a program with np processes had printed it, so that the judge and its hints need not know the
 * difference. By what a case asks, the lines are:
 *
 *   number, value   The answer is 5                   printed by process 0
 *   numbers         Process 2: 3                      printed by process 2
 *   lists           Process 2 runs iteration 4        the same, a line for each item
 *
 * An answer that is missing, or of another shape than was asked for, prints nothing, and
 * capture->unanswered says why; the other questions are judged all the same. */
#ifndef MPIGRADE_SUBMISSION_ANSWERS_H
#define MPIGRADE_SUBMISSION_ANSWERS_H

#include "base/arena.h"
#include "base/error.h"
#include "capture/capture.h"
#include "rubric/rubric.h"

#include <stddef.h>

enum { ANSWERS_MOST_BYTES = 256 * 1024 };

struct answers {
    bool touched;              /* somebody wrote something into it */
    struct capture **captures; /* one for each case of the rubric */
};

/* Reads a file of answers: JSON, or CSV when its name ends in .csv. -1 and ERROR_NOT_GRADABLE, with
 * file and line, when it is no such file at all. */
int answers_read(struct arena *arena, const struct rubric *rubric, const char *file,
                 const char *bytes, size_t length, struct answers *ret_answers,
                 struct error *error) MUST_USE;

#endif
