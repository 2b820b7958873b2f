/* SPDX-License-Identifier: MIT */
#include "build/words.h"

#include "base/bytes.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

static bool is_plain(const char *word) {
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                "_@%+=:,./-";
    return word[0] != '\0' && word[strspn(word, plain)] == '\0';
}

static void add_quoted(struct bytes *line, const char *word) {
    bytes_append(line, "'", 1);
    for (; *word != '\0'; word++) {
        if (*word == '\'')
            bytes_append(line, "'\\''", 4);
        else
            bytes_append(line, word, 1);
    }
    bytes_append(line, "'", 1);
}

const char *command_line(struct arena *arena, const char *const *words) {
    BYTES_AUTO line = {.cap = 65536};
    for (size_t i = 0; words[i] != NULL; i++) {
        if (i > 0)
            bytes_append(&line, " ", 1);
        if (is_plain(words[i]))
            bytes_append(&line, words[i], strlen(words[i]));
        else
            add_quoted(&line, words[i]);
    }
    return arena_strndup(arena, bytes_text(&line), line.length);
}

const char *without(struct arena *arena, const char *text, const char *prefix) {
    BYTES_AUTO rest = {.cap = SIZE_MAX / 4};
    const char *found;
    while ((found = strstr(text, prefix)) != NULL) {
        bytes_append(&rest, text, (size_t)(found - text));
        text = found + strlen(prefix);
    }
    bytes_append(&rest, text, strlen(text));
    return arena_strndup(arena, bytes_text(&rest), rest.length);
}
