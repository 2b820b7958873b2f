/* SPDX-License-Identifier: MIT */
/* What must not be seen although it lies in a folder that is shown: rubrics installed in
 * /usr/share, a course's folder in /opt beside its Python. Each is covered by an empty folder. */
#include "base/files.h"
#include "launch/internal.h"

#include <stdlib.h>
#include <string.h>

/* Is `path` the folder `folder` or something in it? */
static bool is_in(const char *path, const char *folder) {
    size_t length = strlen(folder);
    return strncmp(path, folder, length) == 0 && (path[length] == '/' || path[length] == '\0');
}

void launcher_hide(struct launcher *launcher, const char *path) {
    char *real = path == NULL ? NULL : realpath(path, NULL);
    if (real == NULL)
        return; /* what is not there cannot be shown */
    const char *folder = path_is_folder(real) ? real : path_folder(launcher->arena, real);
    bool known = false;
    for (size_t i = 0; i < launcher->hidden.count; i++)
        known = known || strcmp(launcher->hidden.items[i], folder) == 0;
    if (!known)
        words_add(&launcher->hidden, arena_strdup(launcher->arena, folder));
    free(real);
}

bool is_private_prefix(const char *prefix) {
    const char *home = getenv("HOME");
    if (home == NULL || home[0] != '/')
        return false;
    size_t length = strlen(home);
    return is_in(home, prefix) ||
           (strncmp(prefix, home, length) == 0 && strcmp(prefix + length, "/.local") == 0);
}

bool is_private_program(struct arena *arena, const char *program) {
    return !is_system_path(program) &&
           is_private_prefix(path_folder(arena, path_folder(arena, program)));
}

void hide_in(const struct launcher *launcher, struct words *words, const char *shown) {
    for (size_t i = 0; i < launcher->hidden.count; i++) {
        const char *folder = launcher->hidden.items[i];
        if (is_in(folder, shown) && strcmp(folder, shown) != 0)
            WORDS_ADD(words, "--size", "4096", "--tmpfs", folder, "--remount-ro", folder);
    }
}
