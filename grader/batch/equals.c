/* SPDX-License-Identifier: MIT */
/* Theory of operation. Whatever is taken from the queue gets a name by its files (content_alike()),
 * and those of one exercise with the same name are one `struct equal`, whose state tells what is to
 * be done with the next of them. The first is graded. Equal ones that come up meanwhile wait here;
 * in the store they stay queued, so that a batch that is killed forgets nothing. When the first has
 * its result, all of them take it, and so do those that come up later. Nothing outlives the run: a
 * batch that grades anew grades one of each.
 *
 * A result is shared only when nothing but the files can have brought it about: is_sharable(). The
 * other endings may be due to the machine, to which one student's misfortune must not be another's;
 * then each is graded by itself. After a fault the next one is tried as if it were the first. */
#include "batch/equals.h"

#include "base/sha256.h"
#include "batch/content.h"
#include "grade/ready.h"
#include "report/value.h"

#include <stdio.h>
#include <string.h>

enum state {
    STATE_FREE,    /* none was graded, or only with a fault */
    STATE_GRADING, /* one is */
    STATE_KEPT,    /* the result of `kept` is for all */
    STATE_ALONE,   /* each is graded by itself */
};

/* An attempt that is put off. */
struct waiting {
    struct waiting *next;
    int64_t attempt, group;
};

struct equal {
    struct equal *next;
    size_t exercise;
    char key[SHA256_HEX_SIZE], source[SHA256_HEX_SIZE];
    enum state state;
    int64_t kept;
    struct waiting *first, **end;
};

enum { LISTS = 1024 };

struct equals {
    struct arena *arena;
    struct equal *lists[LISTS];
    struct waiting *again, **again_end;
};

struct equals *equals_new(struct arena *arena) {
    struct equals *equals = arena_alloc(arena, sizeof *equals);
    equals->arena = arena;
    equals->again_end = &equals->again;
    return equals;
}

/* ---- who is equal to whom ---- */

static struct equal **list_of(struct equals *equals, const char *key) {
    unsigned number = 0;
    for (size_t i = 0; i < 8; i++)
        number = number * 31 + (unsigned char)key[i];
    return &equals->lists[number % LISTS];
}

struct equal *equals_find(struct equals *equals, const struct store_work *work) {
    ARENA_AUTO arena = arena_new();
    const char *key = content_alike(arena, work->paths, work->path_count);
    if (key == NULL)
        return NULL;
    struct equal **list = list_of(equals, key);
    for (struct equal *equal = *list; equal != NULL; equal = equal->next)
        if (equal->exercise == work->exercise && strcmp(equal->key, key) == 0)
            return equal;
    struct equal *equal = arena_alloc(equals->arena, sizeof *equal);
    equal->exercise = work->exercise;
    (void)snprintf(equal->key, sizeof equal->key, "%s", key);
    equal->end = &equal->first;
    equal->next = *list;
    *list = equal;
    return equal;
}

/* ---- waiting ---- */

enum equals_turn equals_ask(struct equals *equals, struct equal *equal,
                            const struct store_work *work) {
    switch (equal->state) {
    case STATE_FREE:
        equal->state = STATE_GRADING;
        break;
    case STATE_ALONE:
        break;
    case STATE_KEPT:
        return EQUALS_TAKE;
    case STATE_GRADING: {
        struct waiting *waiting = arena_alloc(equals->arena, sizeof *waiting);
        *waiting = (struct waiting){.attempt = work->attempt, .group = work->group};
        *equal->end = waiting;
        equal->end = &waiting->next;
        return EQUALS_WAIT;
    }
    }
    return EQUALS_GRADE;
}

/* The first of the list, as what lies just behind the place that is set. */
static bool take_first(struct waiting **first, struct waiting ***end,
                       struct store_work *ret_behind) {
    const struct waiting *taken = *first;
    if (taken == NULL)
        return false;
    *first = taken->next;
    if (*first == NULL)
        *end = first;
    *ret_behind = (struct store_work){.attempt = taken->attempt - 1, .group = taken->group};
    return true;
}

bool equals_next_waiting(struct equal *equal, struct store_work *ret_behind) {
    return take_first(&equal->first, &equal->end, ret_behind);
}

bool equals_next_again(struct equals *equals, struct store_work *ret_behind) {
    return take_first(&equals->again, &equals->again_end, ret_behind);
}

bool equals_any_again(const struct equals *equals) {
    return equals->again != NULL;
}

/* ---- results ---- */

static bool is_text(const json_t *object, const char *key, const char *text) {
    const char *found = json_string_value(json_object_get(object, key));
    return found != NULL && text != NULL && strcmp(found, text) == 0;
}

/* The compiler refused it, and no limit ended the compiler. */
static bool is_refused(const json_t *report) {
    ARENA_AUTO arena = arena_new();
    const json_t *submission = json_object_get(report, "submission"), *file;
    const bool python = is_text(submission, "language", language_key(LANGUAGE_PYTHON));
    size_t i;
    json_array_foreach(json_object_get(submission, "files"), i, file) {
        const char *path = json_string_value(json_object_get(file, "path"));
        if (path != NULL && is_text(report, "reason", ready_refusal(arena, python, path)))
            return true;
    }
    return false;
}

/* Whether the next grading would end like this one, on a busy machine and on a small one, too. */
static bool is_sharable(const json_t *report) {
    const json_t *cases = json_object_get(report, "cases"), *run;
    const json_t *times = json_object_get(json_object_get(report, "timing"), "cases");
    size_t i;
    if (is_text(report, "outcome", outcome_key(OUTCOME_NOT_GRADABLE)))
        return is_refused(report);
    if (!is_text(report, "outcome", outcome_key(OUTCOME_GRADED)) || json_array_size(cases) == 0)
        return false;
    json_array_foreach(cases, i, run) if (!is_text(run, "outcome", "finished") &&
                                          !is_text(run, "outcome", "deadlocked")) return false;
    json_array_foreach(times, i,
                       run) if (!json_is_false(json_object_get(run, "repeated"))) return false;
    return true;
}

/* Files that were changed while they were graded have made nobody's report. */
static bool is_unchanged(const struct equal *equal, const struct store_work *work) {
    ARENA_AUTO arena = arena_new();
    const char *key = content_alike(arena, work->paths, work->path_count);
    return key != NULL && strcmp(key, equal->key) == 0;
}

void equals_settle(struct equals *equals, struct equal *equal, const struct store_work *work,
                   const json_t *report, const char *source) {
    if (equal->state != STATE_GRADING)
        return;
    if (is_sharable(report) && is_unchanged(equal, work)) {
        equal->state = STATE_KEPT;
        equal->kept = work->attempt;
        (void)snprintf(equal->source, sizeof equal->source, "%s", source);
        return;
    }
    const bool fault = is_text(report, "outcome", outcome_key(OUTCOME_GRADER_FAULT));
    equal->state = fault ? STATE_FREE : STATE_ALONE;
    if (equal->first == NULL)
        return;
    *equals->again_end = equal->first;
    equals->again_end = equal->end;
    equal->first = NULL;
    equal->end = &equal->first;
}

int64_t equals_kept(const struct equal *equal, const char **ret_source) {
    *ret_source = equal->source;
    return equal->kept;
}

void equals_adapt(json_t *report, const struct store_work *work) {
    ARENA_AUTO arena = arena_new();
    value_set(json_object_get(report, "submission"), "name",
              value_text(submission_name(arena, work->paths, work->path_count)));
    value_set(json_object_get(report, "timing"), "shared", json_true());
}
