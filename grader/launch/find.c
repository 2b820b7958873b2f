/* SPDX-License-Identifier: MIT */
#include "base/files.h"
#include "launch/internal.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool is_program(const char *path) {
    return path_is_file(path) && access(path, X_OK) == 0;
}

const char *find_program(struct arena *arena, const char *name) {
    if (strchr(name, '/') != NULL) {
        char *path = is_program(name) ? realpath(path_folder(arena, name), NULL) : NULL;
        const char *found = path == NULL ? NULL : path_join(arena, path, path_base(name));
        free(path);
        return found;
    }
    const char *path = getenv("PATH");
    if (path == NULL)
        path = "/usr/bin:/bin";
    while (*path != '\0') {
        size_t length = strcspn(path, ":");
        const char *candidate = path_join(arena, arena_strndup(arena, path, length), name);
        if (candidate[0] == '/' && is_program(candidate))
            return candidate;
        path += length + (path[length] == ':');
    }
    return NULL;
}

bool is_system_path(const char *path) {
    static const char *const shown[] = {"/usr/", "/bin/", "/sbin/", "/lib/", "/lib64/"};
    for (size_t i = 0; i < ARRAY_LEN(shown); i++)
        if (strncmp(path, shown[i], strlen(shown[i])) == 0)
            return true;
    return false;
}

const char *program_prefix(struct arena *arena, const char *program) {
    if (program[0] != '/' || is_system_path(program) ||
        strncmp(program, LAUNCH_FOLDER "/", strlen(LAUNCH_FOLDER "/")) == 0)
        return NULL;
    const char *prefix = path_folder(arena, path_folder(arena, program));
    /* Never the whole machine, nor somebody's home. */
    return strcmp(prefix, "/") == 0 || is_private_prefix(prefix) ? NULL : prefix;
}
