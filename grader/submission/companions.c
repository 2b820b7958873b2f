/* SPDX-License-Identifier: MIT */
/* What a single file needs of the files beside it: who runs ring.c expects that its #include
 * "ring.h" is found, as the compiler would find it, and the modules that a Python program imports.
 */
#include "submission/collect.h"

#include "base/files.h"

#include <ctype.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

enum { MOST_COMPANIONS = 100 };

static const char *skip_blanks(const char *text) {
    while (*text == ' ' || *text == '\t')
        text++;
    return text;
}

/* #include "NAME" on this line; NULL: no. */
static const char *included(struct arena *arena, const char *line) {
    line = skip_blanks(line);
    if (*line != '#')
        return NULL;
    line = skip_blanks(line + 1);
    if (strncmp(line, "include", 7) != 0)
        return NULL;
    line = skip_blanks(line + 7);
    size_t length = *line == '"' ? strcspn(line + 1, "\"\n") : 0;
    return length > 0 && line[1 + length] == '"' ? arena_strndup(arena, line + 1, length) : NULL;
}

/* import NAME or from NAME import ... on this line; NULL: no. */
static const char *imported(struct arena *arena, const char *line) {
    line = skip_blanks(line);
    size_t word = strncmp(line, "import ", 7) == 0 ? 7 : strncmp(line, "from ", 5) == 0 ? 5 : 0;
    if (word == 0)
        return NULL;
    line = skip_blanks(line + word);
    size_t length = 0;
    while (isalnum((unsigned char)line[length]) || line[length] == '_')
        length++;
    return length > 0 ? arena_printf(arena, "%.*s.py", (int)length, line) : NULL;
}

static bool stored(const struct collection *collection, const char *path) {
    for (size_t i = 0; i < collection->count; i++) {
        if (strcmp(collection->files[i].path, path) == 0)
            return true;
    }
    return false;
}

/* What is not there, the compiler will complain about. */
static int store_beside(struct collection *collection, const char *folder, const char *name,
                        struct error *error) {
    if (name == NULL || !path_is_safe(name) || stored(collection, name) ||
        !path_is_file(path_join(collection->arena, folder, name)))
        return 0;
    return collect_named(collection, path_join(collection->arena, folder, name), name, error);
}

int collect_companions(struct collection *collection, const char *path, struct error *error) {
    struct arena *arena = collection->arena;
    const char *folder = path_folder(arena, path);
    enum language language;
    /* The list grows while it is gone through: headers include headers. */
    for (size_t i = 0; i < collection->count && i < MOST_COMPANIONS; i++) {
        const char *line = collection->files[i].bytes;
        bool python = language_of_path(collection->files[i].path, &language) == 0 &&
                      language == LANGUAGE_PYTHON;
        for (; line != NULL; line = strchr(line, '\n'), line = line == NULL ? NULL : line + 1) {
            const char *name = python ? imported(arena, line) : included(arena, line);
            if (store_beside(collection, folder, name, error) != 0)
                return -1;
        }
    }
    return 0;
}
