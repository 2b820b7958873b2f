/* SPDX-License-Identifier: MIT */
/* Theory of operation. A few threads, the caller's among them, take one case after the other, the
 * largest first: what fits beside it fills the slots. A case and its repetitions with delays, which
 * depend on how it ended, stay with one thread. Each case has an arena of its own, which goes to
 * the caller's when all are done. The thread that starts a sandbox waits for its end: the sandbox
 * dies with it. */
#include "grade/cases.h"

#include "base/messages.h"
#include "grade/observe.h"

#include <pthread.h>
#include <stdlib.h>

enum { THREADS_MOST = 32 };

/* A case, and those behind it that repeat it with delays. */
struct unit {
    size_t first, count;
    int np;
    struct arena *arena;
    struct error error;
};

struct crew {
    const struct cases *cases;
    const struct capture **captures;
    struct unit *units; /* the largest first */
    size_t count;
    atomic_size_t next;
    atomic_bool failed; /* one of them: what follows is in vain */
};

/* A case is not repeated with delays when it did not end well without, which would only take time
 * (and a hang much of it), or when nothing on this machine can delay it. */
static bool is_worth_repeating(const struct ready *ready, const struct capture *capture) {
    return capture->outcome == CASE_FINISHED &&
           observe_library(ready->arena, ready->launcher) != NULL;
}

static int run_unit(struct crew *crew, struct unit *unit) {
    const struct cases *cases = crew->cases;
    struct ready own = *cases->ready;
    own.arena = unit->arena;
    for (size_t i = unit->first; i < unit->first + unit->count; i++) {
        struct capture *capture;
        if (i > unit->first &&
            (!cases->delays || !is_worth_repeating(&own, crew->captures[i - 1]))) {
            crew->captures[i] = crew->captures[i - 1];
            continue;
        }
        if (cases->tell != NULL)
            cases->tell(cases->context, i);
        if (ready_run(&own, &own.rubric->cases[i], &capture, &unit->error) != 0)
            return -1;
        crew->captures[i] = capture;
    }
    return 0;
}

static bool is_stopped(const struct crew *crew) {
    const atomic_bool *stop = crew->cases->stop;
    return atomic_load(&crew->failed) || (stop != NULL && atomic_load(stop));
}

static void *work(void *context) {
    struct crew *crew = context;
    for (size_t i; !is_stopped(crew) && (i = atomic_fetch_add(&crew->next, 1)) < crew->count;)
        if (run_unit(crew, &crew->units[i]) != 0)
            atomic_store(&crew->failed, true);
    return NULL;
}

/* ---- the crew ---- */

/* The largest first; of those alike, the rubric's order. */
static int by_size(const void *a, const void *b) {
    const struct unit *left = a, *right = b;
    if (left->np != right->np)
        return left->np > right->np ? -1 : 1;
    return left->first < right->first ? -1 : left->first > right->first;
}

static int by_order(const void *a, const void *b) {
    const struct unit *left = a, *right = b;
    return left->first < right->first ? -1 : left->first > right->first;
}

static size_t split(const struct rubric *rubric, struct unit *units) {
    size_t count = 0;
    for (size_t i = 0; i < rubric->case_count; i++) {
        if (count > 0 && rubric->cases[i].perturb != 0)
            units[count - 1].count++;
        else
            units[count++] = (struct unit){
                .first = i, .count = 1, .np = rubric->cases[i].np, .arena = arena_new()};
    }
    qsort(units, count, sizeof *units, by_size);
    return count;
}

/* Where the user may have few processes more, each case is checked to find enough of them
 * (ready_run), which is only true of one at a time. Answers are read in no time. */
static size_t thread_count(const struct ready *ready, size_t units) {
    const int slots = launcher_slots(ready->launcher);
    size_t count = slots < 1 ? 1 : (size_t)slots;
    if (ready->submission->answers != NULL || ready_counts_processes())
        return 1;
    if (count > units)
        count = units;
    return count < THREADS_MOST ? count : THREADS_MOST;
}

/* The caller works along: without a further thread it takes longer, and that is all. */
static void work_together(struct crew *crew, size_t count) {
    pthread_t threads[THREADS_MOST];
    size_t started = 0;
    while (started + 1 < count && pthread_create(&threads[started], NULL, work, crew) == 0)
        started++;
    (void)work(crew);
    for (size_t i = 0; i < started; i++)
        (void)pthread_join(threads[i], NULL);
}

int cases_run(const struct cases *cases, const struct capture **captures, struct error *error) {
    const struct ready *ready = cases->ready;
    struct arena *arena = ready->arena;
    struct unit *units = arena_array(arena, ready->rubric->case_count, sizeof *units);
    struct crew crew = {.cases = cases, .captures = captures, .units = units};
    int status = 0;
    crew.count = split(ready->rubric, units);
    work_together(&crew, thread_count(ready, crew.count));
    qsort(units, crew.count, sizeof *units, by_order);
    for (size_t i = 0; i < crew.count; i++) {
        if (status == 0 && units[i].error.kind != ERROR_NONE) {
            *error = units[i].error;
            status = -1;
        }
        arena_adopt(arena, units[i].arena);
    }
    if (status == 0 && is_stopped(&crew))
        status = error_set(error, ERROR_FAULT, "stopped");
    return status;
}
