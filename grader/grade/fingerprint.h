/* SPDX-License-Identifier: MIT */
/* Names for all that a result follows from: what is the same has the same fingerprint. Everything
 * is written with its length, so no two different lists of things look alike. */
#ifndef MPIGRADE_GRADE_FINGERPRINT_H
#define MPIGRADE_GRADE_FINGERPRINT_H

#include "base/arena.h"
#include "rubric/rubric.h"
#include "submission/submission.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct fingerprint {
    FILE *out; /* NULL without memory */
    char *text;
    size_t length;
    bool known; /* false: something could not be read */
};

void fingerprint_begin(struct fingerprint *print);
void fingerprint_text(struct fingerprint *print, const char *name, const char *text);
void fingerprint_list(struct fingerprint *print, const char *name, const char *const *list);
void fingerprint_number(struct fingerprint *print, const char *name, int64_t number);
void fingerprint_file(struct fingerprint *print, const char *name, const char *path);
/* A compiler is large and calls others: its path and date are looked at, not its content. */
void fingerprint_tool(struct fingerprint *print, const char *path);
/* Of mpigrade's own files: this program, the agent, the watch library (paths; NULL: there is none).
 * They stand for its version. NULL when one cannot be read. */
const char *fingerprint_own(struct arena *arena, const char *agent, const char *library) MUST_USE;
void fingerprint_rubric(struct fingerprint *print, const struct rubric *rubric);
void fingerprint_program(struct fingerprint *print, const struct submission *program);

/* 64 hexadecimal digits; NULL when something could not be read. */
const char *fingerprint_end(struct fingerprint *print, struct arena *arena) MUST_USE;

#endif
