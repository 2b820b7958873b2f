/* SPDX-License-Identifier: MIT */
#include "launch/internal.h"

void words_add(struct words *words, const char *word) {
    if (words->count + 1 >= words->capacity) { /* does the NULL behind it still fit? */
        size_t capacity = words->capacity == 0 ? 32 : words->capacity * 2;
        const char **items = arena_array(words->arena, capacity, sizeof *items);
        for (size_t i = 0; i < words->count; i++)
            items[i] = words->items[i];
        words->items = items;
        words->capacity = capacity;
    }
    words->items[words->count++] = word;
    words->items[words->count] = NULL;
}

void words_add_all(struct words *words, const char *const *list) {
    for (size_t i = 0; list != NULL && list[i] != NULL; i++)
        words_add(words, list[i]);
}
