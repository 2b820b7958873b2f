/* SPDX-License-Identifier: MIT */
/* Values as programs print them: numbers, texts, lists, nested lists, dictionaries and "nothing",
 * whatever the brackets, commas and quotes. `[1, 2, 3]`, `[1 2 3]` and `1 2 3` are the same value.
 */
#ifndef MPIGRADE_JUDGE_VALUE_H
#define MPIGRADE_JUDGE_VALUE_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum value_type {
    VALUE_ABSENT, /* not said at all */
    VALUE_NONE,   /* None, null, (null) ... */
    VALUE_INT,
    VALUE_REAL,
    VALUE_TEXT,
    VALUE_LIST,
    VALUE_DICT, /* items are key, value, key, value ... */
};

struct value {
    enum value_type type;
    int64_t integer;
    double real;
    const char *text; /* NUL-terminated */
    size_t count;     /* of items */
    struct value *items;
};

/* Reads all of the text as one value. Bare numbers in a row are a list; what is no value is a text.
 */
struct value value_parse(struct arena *arena, const char *text, size_t length) MUST_USE;

/* Reads one value that begins at the start of the text: a number, a quoted text, or a bracketed
 * list or dictionary. Returns the number of bytes it took, 0 when none begins there. */
size_t value_scan(struct arena *arena, const char *text, size_t length, struct value *ret_value);

/* Equal for a reader: 3 and 3.0; a list and the same numbers without brackets; a nested list and
 * the same numbers printed flat (two nested ones must agree in structure); dictionaries in any
 * order; all ways to print nothing. Reals agree to six digits. */
bool value_equal(const struct value *a, const struct value *b);

bool value_is_nothing(const struct value *value);

struct value value_of_int(int64_t integer);

/* As the handouts print it: [1, 2, 3], {'one': 1}, None. Long lists are cut with an ellipsis. */
const char *value_print(struct arena *arena, const struct value *value);

#endif
