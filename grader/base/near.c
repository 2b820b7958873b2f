/* SPDX-License-Identifier: MIT */
#include "base/near.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

enum { LONGEST = 63 }; /* longer names are not worth a guess */

static size_t least(size_t a, size_t b) {
    return a < b ? a : b;
}

/* Levenshtein distance, a row at a time. */
static size_t distance(const char *a, const char *b) {
    size_t length = strlen(b);
    size_t row[LONGEST + 1];
    for (size_t j = 0; j <= length; j++)
        row[j] = j;
    for (size_t i = 0; a[i] != '\0'; i++) {
        size_t diagonal = row[0];
        row[0] = i + 1;
        for (size_t j = 0; j < length; j++) {
            bool same = tolower((unsigned char)a[i]) == tolower((unsigned char)b[j]);
            size_t replaced = diagonal + (same ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = least(replaced, least(row[j], row[j + 1]) + 1);
        }
    }
    return row[length];
}

const char *near_name(const char *wanted, const char *const *names, size_t count) {
    size_t length = strlen(wanted);
    if (length == 0 || length > LONGEST)
        return NULL;
    const char *best = NULL;
    size_t fewest = 1 + (length > 3 ? 2 : 1);
    for (size_t i = 0; i < count; i++) {
        if (strlen(names[i]) > LONGEST)
            continue;
        size_t edits = distance(wanted, names[i]);
        if (edits < fewest && edits < length) {
            fewest = edits;
            best = names[i];
        }
    }
    for (size_t i = 0; best == NULL && length >= 3 && i < count; i++)
        if (strcasestr(names[i], wanted) != NULL)
            best = names[i];
    return best;
}
