/* SPDX-License-Identifier: MIT */
#include "launch/mpirun_text.h"

#include "base/bytes.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* The length of "[host:123] " at the start of a text; 0 when there is none. */
static size_t prefix_length(const char *text) {
    int length = 0;
    (void)sscanf(text, "[%*[^]: \n]:%*[0-9]] %n", &length);
    return (size_t)length;
}

/* The length of a process's name at the start of a text; 0 when there is none. */
static size_t name_length(const char *text, unsigned *ret_rank) {
    int length = 0;
    if (sscanf(text, "[[%*u,%*u],%u]%n", ret_rank, &length) == 1 && length > 0)
        return (size_t)length;
    if (sscanf(text, "[%*u,%u]%n", ret_rank, &length) == 1)
        return (size_t)length;
    return 0;
}

const char *mpirun_text_clean(struct arena *arena, const char *text) {
    BYTES_AUTO clean = {.cap = SIZE_MAX / 4};
    for (bool at_start = true; *text != '\0';) {
        unsigned rank = 0;
        size_t skipped = at_start && *text == '[' ? prefix_length(text) : 0;
        size_t name = skipped == 0 && *text == '[' ? name_length(text, &rank) : 0;
        if (name > 0) {
            char words[32];
            int length = snprintf(words, sizeof words, "rank %u", rank);
            bytes_append(&clean, words, (size_t)length);
        } else if (skipped == 0) {
            bytes_append(&clean, text, 1);
            skipped = 1;
        }
        at_start = text[0] == '\n';
        text += skipped + name;
    }
    return arena_strndup(arena, bytes_text(&clean), clean.length);
}
