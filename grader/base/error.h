/* SPDX-License-Identifier: MIT */
/* Errors are values that go up; only main prints them, once, at the root cause.
 *
 * A function that can fail takes a `struct error *` last and returns 0 or -1 (or NULL). The kinds
 * keep apart whose failure it is: that of the one who typed the command, of the rubric's author, of
 * the student's submission, or ours. A fault of ours is never a student's zero. */
#ifndef MPIGRADE_BASE_ERROR_H
#define MPIGRADE_BASE_ERROR_H

#include "base/attributes.h"

#include <stdbool.h>

enum error_kind {
    ERROR_NONE = 0,
    ERROR_USAGE,        /* wrong command line, unknown exercise: exit status 2 */
    ERROR_RUBRIC,       /* a rubric that cannot be used: exit status 2 */
    ERROR_NOT_GRADABLE, /* nothing to run in the submission: exit status 1 */
    ERROR_FAULT,        /* we, or the machine, failed: exit status 3, never points */
};

struct error {
    enum error_kind kind;
    char message[2048]; /* one sentence or more, no final newline; may name file and JSON path */
    char advice[512];   /* what to do next; empty when there is nothing to add */
};

/* Sets the error unless one is set already (the first error is the root cause). Returns -1, so that
 * `return error_set(...)` reads well. */
int error_set(struct error *error, enum error_kind kind, const char *format, ...) PRINTF(3, 4);

/* The same with ": " and strerror(errno) behind the message. Where errno says that the machine has
 * run out of something, the kind is ERROR_FAULT whatever the caller thought. */
int error_set_errno(struct error *error, enum error_kind kind, const char *format, ...)
    PRINTF(3, 4);

/* Adds what to do next; kept only when none was given before. */
void error_advise(struct error *error, const char *format, ...) PRINTF(2, 3);

/* Prints "mpigrade: message" and ends the process with status 3. For out of memory only. */
NORETURN void die(const char *format, ...) PRINTF(1, 2);

#endif
