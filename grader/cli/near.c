/* SPDX-License-Identifier: MIT */
#include "cli/cli.h"

#include <stdint.h>
#include <string.h>
#include <strings.h>

enum { LONGEST = 64 };

/* How many characters must be changed, put in, left out or swapped with their neighbour. */
static size_t distance(const char *a, const char *b) {
    size_t width = strlen(b), row[3][LONGEST + 1];
    if (strlen(a) > LONGEST || width > LONGEST)
        return SIZE_MAX;
    for (size_t k = 0; k <= width; k++)
        row[1][k] = k;
    for (size_t i = 1; a[i - 1] != '\0'; i++) {
        size_t *before = row[(i + 2) % 3], *last = row[i % 3], *now = row[(i + 1) % 3];
        now[0] = i;
        for (size_t k = 1; k <= width; k++) {
            size_t best = last[k - 1] + (a[i - 1] != b[k - 1]);
            best = last[k] + 1 < best ? last[k] + 1 : best;
            best = now[k - 1] + 1 < best ? now[k - 1] + 1 : best;
            if (i > 1 && k > 1 && a[i - 1] == b[k - 2] && a[i - 2] == b[k - 1] &&
                before[k - 2] + 1 < best)
                best = before[k - 2] + 1;
            now[k] = best;
        }
    }
    return row[(strlen(a) + 1) % 3][width];
}

/* Of an exercise, the number in front may be missing: "07-ring" is called "ring". */
static size_t distance_to_name(const char *text, const char *name) {
    size_t digits = strspn(name, "0123456789");
    size_t whole = distance(text, name);
    size_t rest = digits > 0 && name[digits] == '-' ? distance(text, name + digits + 1) : SIZE_MAX;
    return rest < whole ? rest : whole;
}

const char *near_name(const char *text, const char *const *names, size_t count) {
    const char *best = NULL;
    size_t least = strlen(text) / 3 + 1; /* a third may be wrong, and one */
    for (size_t i = 0; i < count; i++) {
        size_t far = distance_to_name(text, names[i]);
        if (far < least || (far == least && best == NULL)) {
            best = names[i];
            least = far;
        }
    }
    for (size_t i = 0; i < count && best == NULL; i++) {
        if (*text != '\0' && strcasestr(names[i], text) != NULL)
            best = names[i];
    }
    return best;
}
