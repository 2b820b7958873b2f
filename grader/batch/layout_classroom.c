/* SPDX-License-Identifier: MIT */
/* Clones of GitHub Classroom's repositories: folders "assignment-login", each with .git. Both parts
 * may hold dashes, so the roster's logins, then the exercises' names, then what all clones of a
 * folder begin with say where the login begins. */
#include "batch/layouts.h"

#include "base/files.h"
#include "base/messages.h"
#include "batch/match.h"

#include <stdlib.h>
#include <string.h>

static int by_text(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static const char *clone_of(const struct reader_of_layout *reader, const char *path) {
    const struct scan *scan = reader->scan;
    for (const char *slash = strchr(path, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        const char *folder = arena_strndup(reader->arena, path, (size_t)(slash - path));
        const char **found =
            scan->clone_count == 0
                ? NULL
                : bsearch(&folder, scan->clones, scan->clone_count, sizeof *scan->clones, by_text);
        if (found != NULL)
            return *found;
    }
    return NULL;
}

static bool recognise(const struct reader_of_layout *reader) {
    size_t inside = 0;
    for (size_t i = 0; reader->scan->clone_count > 0 && i < reader->scan->file_count; i++)
        inside += clone_of(reader, reader->scan->files[i].path) != NULL;
    return inside * 2 > reader->scan->file_count;
}

/* How much the names of all clones beside this one have in common, up to a dash. */
static size_t common_length(const struct reader_of_layout *reader, const char *clone) {
    const char *base = path_base(clone);
    size_t folder = (size_t)(base - clone), common = strlen(base), beside = 0;
    for (size_t i = 0; i < reader->scan->clone_count; i++) {
        const char *other = reader->scan->clones[i], *name = path_base(other);
        if (other == clone || (size_t)(name - other) != folder ||
            strncmp(other, clone, folder) != 0)
            continue;
        size_t same = 0;
        while (same < common && base[same] == name[same])
            same++;
        common = same;
        beside++;
    }
    while (beside > 0 && common > 0 && base[common - 1] != '-')
        common--;
    return beside == 0 ? 0 : common;
}

/* Where the login begins in a clone's name. */
static size_t login_at(const struct reader_of_layout *reader, const char *clone) {
    const char *name = path_base(clone);
    for (const char *at = name; at != NULL; at = strchr(at, '-')) {
        at += *at == '-';
        if (people_known(reader->people, at, strlen(at)) >= 0)
            return (size_t)(at - name);
    }
    struct match match = match_name(reader->course, name, strlen(name));
    if (match.exercise >= 0 && match.strength >= MATCH_BEGIN && name[match.to] == '-' &&
        name[match.to + 1] != '\0')
        return match.to + 1;
    size_t common = common_length(reader, clone);
    const char *dash = strrchr(name, '-');
    if (common > 0 && name[common] != '\0')
        return common;
    return dash == NULL || dash[1] == '\0' ? 0 : (size_t)(dash + 1 - name);
}

static void locate(struct reader_of_layout *reader, const struct file *file,
                   struct located *located) {
    const char *clone = clone_of(reader, file->path);
    if (clone == NULL) {
        located->why = _("it lies in no clone: move it into its student's");
        return;
    }
    const char *name = path_base(clone);
    size_t login = login_at(reader, clone);
    struct owner owner = {.text = name + login};
    located_owner(reader, located, &owner);
    located->above = arena_strndup(reader->arena, clone, (size_t)(name - clone) + login);
    located->below = file->path + strlen(clone) + 1;
}

const struct layout_kind layout_classroom = {.recognise = recognise, .locate = locate};
