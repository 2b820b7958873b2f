/* SPDX-License-Identifier: MIT */
/* Names of files, which come from anybody: any bytes, any length. */
#include "submission/collect.h"

#include "base/utf8.h"

#include <string.h>

bool name_is_junk(const char *name, size_t length) {
    static const char *const junk[] = {"__MACOSX", "__pycache__", "Thumbs.db", "desktop.ini"};
    if (length > 0 && name[0] == '.')
        return true;
    for (size_t i = 0; i < ARRAY_LEN(junk); i++) {
        if (strlen(junk[i]) == length && memcmp(name, junk[i], length) == 0)
            return true;
    }
    return false;
}

static bool is_parent(const char *name, size_t length) {
    return length == 2 && memcmp(name, "..", 2) == 0;
}

bool path_is_junk(const char *path) {
    for (const char *part = path; *part != '\0';) {
        size_t length = strcspn(part, "/");
        if (name_is_junk(part, length) && !is_parent(part, length))
            return true;
        part += length;
        part += *part == '/';
    }
    return false;
}

bool path_is_safe(const char *path) {
    if (*path == '\0' || *path == '/')
        return false;
    for (const char *name = path; *name != '\0';) {
        size_t length = strcspn(name, "/");
        if (length == 0 || (length == 1 && name[0] == '.') || is_parent(name, length))
            return false;
        name += length;
        if (*name == '/' && *++name == '\0')
            return false;
    }
    return true;
}

size_t path_depth(const char *path) {
    size_t depth = 1;
    for (const char *slash = path; (slash = strchr(slash, '/')) != NULL; slash++)
        depth++;
    return depth;
}

const char *name_shown(struct arena *arena, const char *name) {
    enum { MOST = 200, ROOM = 8 };
    size_t length = strlen(name), used = 0;
    char *text = arena_alloc(arena, MOST + ROOM);
    for (size_t at = 0; at < length;) {
        uint32_t character;
        if (used >= MOST) {
            memcpy(text + used, "...", 3);
            used += 3;
            break;
        }
        at += utf8_decode(name + at, length - at, &character);
        used += utf8_encode(utf8_is_control(character) ? '?' : character, text + used);
    }
    text[used] = '\0';
    return text;
}
