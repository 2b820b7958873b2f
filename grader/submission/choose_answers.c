/* SPDX-License-Identifier: MIT */
/* Which of the files holds the answers? Those with an expected name come first, else every .json
 * and .csv. Starters come as both, and one is filled in: a file that nobody touched does not count
 * beside one that somebody did. */
#include "submission/collect.h"

#include "base/files.h"
#include "base/messages.h"
#include "submission/answers.h"

#include <string.h>
#include <strings.h>

struct candidate {
    const struct stored_file *file;
    struct answers answers;
    bool touched;         /* by somebody who wanted to answer */
    struct error problem; /* it cannot be read as answers */
};

struct candidates {
    size_t count, capacity;
    struct candidate *items;
};

static bool has_suffix(const char *path) {
    const char *dot = strrchr(path_base(path), '.');
    return dot != NULL && (strcasecmp(dot, ".json") == 0 || strcasecmp(dot, ".csv") == 0);
}

static bool has_name(const struct rubric *rubric, const char *path) {
    for (size_t i = 0; rubric->names[i] != NULL; i++)
        if (strcasecmp(path_base(path), rubric->names[i]) == 0)
            return true;
    return false;
}

static struct candidates find(const struct collection *collection, const struct rubric *rubric,
                              bool named) {
    struct candidates found = {0};
    for (size_t i = 0; i < collection->count; i++) {
        const struct stored_file *file = &collection->files[i];
        if (!has_suffix(file->path) || (named && !has_name(rubric, file->path)))
            continue;
        struct candidate *candidate = arena_push(collection->arena, &found.items, &found.count,
                                                 &found.capacity, sizeof *found.items);
        candidate->file = file;
    }
    return found;
}

static int read_candidate(const struct collection *collection, const struct rubric *rubric,
                          struct candidate *candidate) {
    const struct stored_file *file = candidate->file;
    if (file->length > ANSWERS_MOST_BYTES)
        return error_set(&candidate->problem, ERROR_NOT_GRADABLE, _("%s is larger than %d KiB"),
                         file->path, ANSWERS_MOST_BYTES >> 10);
    return answers_read(collection->arena, rubric, file->path, file->bytes, file->length,
                        &candidate->answers, &candidate->problem);
}

/* The one that somebody wrote into; the first when nobody did; NULL when it is not clear which. */
static struct candidate *choose(const struct candidates *candidates) {
    struct candidate *chosen = NULL;
    for (size_t i = 0; i < candidates->count; i++) {
        struct candidate *each = &candidates->items[i];
        if (!each->touched)
            continue;
        if (chosen != NULL)
            return NULL;
        chosen = each;
    }
    return chosen == NULL ? &candidates->items[0] : chosen;
}

static int nothing_found(const struct rubric *rubric, struct error *error) {
    error_set(error, ERROR_NOT_GRADABLE, _("there is no file with answers; it is called %s"),
              rubric->names[0]);
    error_advise(error, _("mpigrade start %s copies the file to fill in."), rubric->id);
    return -1;
}

static int ask(const struct candidates *candidates, struct error *error) {
    error_set(error, ERROR_NOT_GRADABLE,
              _("it is not clear which file holds the answers: %s or %s"),
              candidates->items[0].file->path, candidates->items[1].file->path);
    error_advise(error, _("Name the one to grade, or hand in one file."));
    return -1;
}

int choose_answers(const struct collection *collection, const struct rubric *rubric,
                   struct submission *submission, struct error *error) {
    struct candidates found = find(collection, rubric, true);
    if (found.count == 0)
        found = find(collection, rubric, false);
    if (found.count == 0)
        return nothing_found(rubric, error);
    for (size_t i = 0; i < found.count; i++) {
        struct candidate *each = &found.items[i];
        each->touched = read_candidate(collection, rubric, each) != 0 || each->answers.touched;
    }
    const struct candidate *chosen = choose(&found);
    if (chosen == NULL)
        return ask(&found, error);
    if (chosen->problem.kind != ERROR_NONE) {
        *error = chosen->problem;
        return -1;
    }
    submission->main = chosen->file->path;
    submission->answers = chosen->answers.captures;
    return 0;
}
