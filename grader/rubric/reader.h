/* SPDX-License-Identifier: MIT */
/* Reads the JSON of a rubric into its structures, object by object, each by a table of its keys.
 * The first thing that is wrong ends the reading, with an error that names the file and the JSON
 * path. Only the load_*.c files use this, and what reads a course (batch/course.c).
 *
 * Every function that reads returns 0, or -1 and the error. */
#ifndef MPIGRADE_RUBRIC_READER_H
#define MPIGRADE_RUBRIC_READER_H

#include "rubric/rubric.h"

#include <jansson.h>

struct reader {
    struct arena *arena;
    struct rubric *rubric;
    struct error *error;
    bool exact;     /* how facts are matched that do not say so themselves */
    char path[256]; /* where we are, as a JSON pointer */
    size_t path_length;
};

/* ---- errors ---- */

/* "file: /path: what". Always -1. */
int reader_fail(struct reader *reader, const char *format, ...) PRINTF(2, 3);

/* For what a parser of a string found wrong: adds file and path to the error's message. Always -1.
 */
int reader_fail_with(struct reader *reader, const struct error *inner);

/* "file: /path: the <what> 'name' is not known; did you mean …? Known: …". Always -1. */
int reader_fail_unknown(struct reader *reader, const char *what, const char *name,
                        const char *const *known, size_t count);

/* ---- where we are ---- */

/* Goes down by a key or an index; returns what reader_leave() needs to come back. */
size_t reader_enter(struct reader *reader, const char *key);
size_t reader_enter_index(struct reader *reader, size_t index);
void reader_leave(struct reader *reader, size_t mark);

/* ---- objects ---- */

typedef int read_value(struct reader *reader, const json_t *json, void *target);

struct key {
    const char *name;
    bool required;
    read_value *read;
};

/* Reads the keys in the order of the table (whatever the order in the file) into `target`. */
int reader_object(struct reader *reader, const json_t *json, const struct key *keys, size_t count,
                  void *target) MUST_USE;

/* Is it a value of this type? */
int reader_expect(struct reader *reader, const json_t *json, json_type type) MUST_USE;

/* ---- values ---- */

int reader_string(struct reader *reader, const json_t *json, const char **ret) MUST_USE;
/* A string that is not empty. */
int reader_text(struct reader *reader, const json_t *json, const char **ret) MUST_USE;
/* Letters, digits and _, not beginning with a digit: what expressions and templates call things. */
int reader_name(struct reader *reader, const json_t *json, const char **ret) MUST_USE;
/* Letters, digits, '-', '_' and '.': what reports and command lines call things. */
int reader_id(struct reader *reader, const json_t *json, const char **ret) MUST_USE;
int reader_bool(struct reader *reader, const json_t *json, bool *ret) MUST_USE;
int reader_integer(struct reader *reader, const json_t *json, int64_t least, int64_t most,
                   int64_t *ret) MUST_USE;
/* An integer or a fraction. */
int reader_number(struct reader *reader, const json_t *json, double least, double most,
                  double *ret) MUST_USE;
/* The index of a string among `known`. */
int reader_choice(struct reader *reader, const json_t *json, const char *what,
                  const char *const *known, size_t count, size_t *ret) MUST_USE;
/* A string or an array of strings; NULL-ended. */
int reader_strings(struct reader *reader, const json_t *json, size_t most, const char *const **ret,
                   size_t *ret_count) MUST_USE;
/* {"en": …, "es": …} or one string for both. */
int reader_localised(struct reader *reader, const json_t *json, struct localised *ret) MUST_USE;

/* {"wall_s": 20, …}; what it does not name stays as it is. */
int reader_limits(struct reader *reader, const json_t *json, struct limits *ret) MUST_USE;

bool is_name(const char *text);

#endif
