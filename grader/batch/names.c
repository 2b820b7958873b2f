/* SPDX-License-Identifier: MIT */
#include "batch/names.h"

#include "base/utf8.h"

#include <stdio.h>
#include <string.h>

enum { FILE_BYTES = 100 };

static bool is_valid(const char *bytes, size_t length, size_t taken, uint32_t character) {
    (void)length;
    return character != UTF8_REPLACEMENT || (taken == 3 && memcmp(bytes, "\xef\xbf\xbd", 3) == 0);
}

const char *name_clean(struct arena *arena, const char *name) {
    if (name == NULL)
        return NULL;
    size_t length = strlen(name);
    char *clean = arena_alloc(arena, 3 * length + 1), *out = clean;
    while (length > 0) {
        uint32_t character;
        size_t taken = utf8_decode(name, length, &character);
        if (is_valid(name, length, taken, character) && !utf8_is_control(character)) {
            memcpy(out, name, taken);
            out += taken;
        } else {
            for (size_t i = 0; i < taken; i++)
                out += snprintf(out, 4, "%%%02X", (unsigned char)name[i]);
        }
        name += taken;
        length -= taken;
    }
    *out = '\0';
    return clean;
}

const char *name_file(struct arena *arena, const char *name) {
    const char *clean = name_clean(arena, name);
    size_t length = strlen(clean);
    if (length > FILE_BYTES) { /* cut before a character, not in it */
        length = FILE_BYTES;
        while (length > 0 && ((unsigned char)clean[length] & 0xc0) == 0x80)
            length--;
    }
    char *file = arena_strndup(arena, clean, length);
    for (char *c = file; *c != '\0'; c++)
        if (*c == '/' || *c == ' ' || *c == '\\')
            *c = '_';
    if (*file == '.' || *file == '-')
        *file = '_';
    return *file == '\0' ? "_" : file;
}

const char *name_below(const char *folder, const char *path) {
    size_t length = strlen(folder);
    while (length > 0 && folder[length - 1] == '/')
        length--;
    if (strncmp(path, folder, length) != 0 || path[length] != '/')
        return path;
    return path + length + strspn(path + length, "/");
}
