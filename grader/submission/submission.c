/* SPDX-License-Identifier: MIT */
#include "submission/submission.h"

#include "base/files.h"
#include "base/messages.h"
#include "submission/collect.h"

#include <stdlib.h>
#include <string.h>

const char *submission_name(struct arena *arena, const char *const *paths, size_t count) {
    if (count == 0)
        return "";
    char *path = arena_strdup(arena, paths[0]);
    for (size_t length = strlen(path); length > 1 && path[length - 1] == '/';)
        path[--length] = '\0';
    const char *base = path_base(path);
    if (strcmp(base, ".") != 0 && strcmp(base, "..") != 0)
        return base;
    char *real = realpath(path, NULL);
    if (real != NULL)
        base = arena_strdup(arena, path_base(real));
    free(real);
    return base;
}

static int by_path(const void *a, const void *b) {
    return strcmp(((const struct stored_file *)a)->path, ((const struct stored_file *)b)->path);
}

struct submission *submission_open(struct arena *arena, const struct rubric *rubric,
                                   const char *const *paths, size_t count, const char *folder,
                                   struct error *error) {
    struct collection collection = {.arena = arena, .folder = folder};
    for (size_t i = 0; i < count; i++) {
        if (collect_path(&collection, paths[i], error) != 0)
            return NULL;
    }
    if (rubric == NULL && count == 1 && path_is_file(paths[0]) &&
        collect_companions(&collection, paths[0], error) != 0)
        return NULL;
    if (collection.count > 0)
        qsort(collection.files, collection.count, sizeof *collection.files, by_path);

    struct submission *submission = arena_alloc(arena, sizeof *submission);
    struct submission_file *files = arena_array(arena, collection.count, sizeof *files);
    for (size_t i = 0; i < collection.count; i++)
        files[i] = (struct submission_file){.path = collection.files[i].path,
                                            .sha256 = collection.files[i].sha256};
    submission->name = submission_name(arena, paths, count);
    submission->folder = folder;
    submission->file_count = collection.count;
    submission->files = files;
    bool answered = rubric != NULL && rubric->kind == EXERCISE_ANSWERS;
    if ((answered ? choose_answers : choose_program)(&collection, rubric, submission, error) != 0)
        return NULL;
    return submission;
}
