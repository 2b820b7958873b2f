/* SPDX-License-Identifier: MIT */
/* From the bytes of one rank's stream to the lines that a reader sees. */
#ifndef MPIGRADE_JUDGE_LINES_H
#define MPIGRADE_JUDGE_LINES_H

#include "base/arena.h"
#include "capture/capture.h"

#include <stddef.h>

struct line {
    char *text; /* valid UTF-8 without control characters, NUL-terminated */
    size_t length;
};

struct lines {
    size_t count;
    struct line *items;
};

/* More lines of one rank than this are not read: no exercise prints as many. */
enum { LINES_MAX = 20000, LINE_LENGTH_MAX = 65536 };

/* Cuts a stream at newlines, mends the bytes (invalid UTF-8 becomes U+FFFD, controls blanks, ANSI
 * colour sequences go), and joins what belongs together: a bracketed value wrapped over several
 * lines, and a value on the line behind one that ends with a colon. Empty lines are left out. */
struct lines lines_of(struct arena *arena, const struct stream *stream);

/* Nothing but numbers, brackets, commas and quotes: a value without words. */
bool line_is_value(const char *text, size_t length);

#endif
