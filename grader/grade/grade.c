/* SPDX-License-Identifier: MIT */
/* Theory of operation. A submission is copied, built and run case by case (ready.c); the same is
 * done once with each reference program for the submission's language. The judge compares, and the
 * report says what came out. Whatever stops this half-way is an error whose kind says whose it is,
 * and a report all the same: `made` below holds how far it came. */
#include "grade/grade.h"

#include "base/files.h"
#include "base/messages.h"
#include "base/process.h"
#include "grade/cases.h"
#include "grade/fingerprint.h"
#include "grade/observe.h"
#include "grade/ready.h"
#include "grade/remembered.h"
#include "judge/judge.h"
#include "report/report.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

struct grader {
    const struct rubric *rubric;
    struct launcher *launcher;
    grade_progress *progress;
    void *context;
    pthread_mutex_t telling;
    struct arena *arena;                /* for what the references left behind */
    const struct capture ***references; /* [case][reference]; NULL: not run yet */
    bool *referenced;                   /* [reference]: all its cases were run */
    const char *cache;                  /* folder; NULL: nothing is remembered */
    const char *own;                    /* fingerprint_own(); NULL: not looked at yet */
    atomic_bool stop;                   /* the references are not needed any more */
};

struct grader *grader_new(const struct rubric *rubric, struct launcher *launcher,
                          grade_progress *progress, void *context) {
    struct arena *arena = arena_new();
    struct grader *grader = arena_alloc(arena, sizeof *grader);
    *grader = (struct grader){.rubric = rubric,
                              .launcher = launcher,
                              .progress = progress,
                              .context = context,
                              .telling = PTHREAD_MUTEX_INITIALIZER,
                              .arena = arena};
    grader->references = arena_array(arena, rubric->case_count, sizeof *grader->references);
    for (size_t i = 0; i < rubric->case_count; i++)
        grader->references[i] =
            arena_array(arena, rubric->reference_count, sizeof **grader->references);
    grader->referenced = arena_array(arena, rubric->reference_count, sizeof *grader->referenced);
    launcher_hide(launcher, rubric->path);
    for (size_t i = 0; i < rubric->reference_count; i++)
        launcher_hide(launcher, rubric->references[i].path);
    return grader;
}

/* A program without walls could have written the captures that it is compared with. */
void grader_remember_in(struct grader *grader, const char *folder) {
    if (strcmp(launcher_sandbox(grader->launcher), "off") != 0)
        grader->cache = arena_strdup(grader->arena, folder);
}

void grader_remember(struct grader *grader) {
    grader_remember_in(grader, remembered_folder(grader->arena));
}

void grader_knows_own(struct grader *grader, const char *own) {
    grader->own = arena_strdup(grader->arena, own);
}

void grader_free(struct grader *grader) {
    if (grader == NULL)
        return;
    (void)pthread_mutex_destroy(&grader->telling);
    arena_free(grader->arena);
}

/* From any thread. */
static void tell(struct grader *grader, const char *text) {
    (void)pthread_mutex_lock(&grader->telling);
    if (grader->progress != NULL)
        grader->progress(grader->context, text);
    (void)pthread_mutex_unlock(&grader->telling);
}

/* ---- the reference programs ---- */

/* A reference that cannot be built or does not end is the rubric's fault, whatever stopped it. */
static int blame_rubric(const struct reference *reference, const struct error *problem,
                        struct error *error) {
    if (problem->kind == ERROR_FAULT) {
        *error = *problem;
        return -1;
    }
    error_set(error, ERROR_RUBRIC, _("the reference program %s cannot be used: %s"),
              reference->path, problem->message);
    if (*problem->advice != '\0')
        error_advise(error, "%s", problem->advice);
    return -1;
}

/* Under which its captures are remembered; NULL when they are not. */
static const char *key_of(struct grader *grader, const struct submission *program) {
    struct error ignored = {0};
    if (grader->cache == NULL || program->answers != NULL) /* these are read in no time */
        return NULL;
    if (grader->own == NULL)
        grader->own = fingerprint_own(grader->arena, launcher_agent(grader->launcher),
                                      observe_library(grader->arena, grader->launcher));
    const struct remembered_origin origin = {
        .rubric = grader->rubric,
        .program = program,
        .mpi = launcher_mpi(grader->launcher),
        .sandbox = launcher_sandbox(grader->launcher),
        .own = grader->own,
        .tool = launcher_find(grader->launcher, build_tool(program->language), &ignored),
    };
    return remembered_key(grader->arena, &origin);
}

static void tell_of_reference(void *context, size_t index) {
    struct grader *grader = context;
    ARENA_AUTO arena = arena_new();
    tell(grader,
         arena_printf(arena, _("reference program, np %d (%zu of %zu)"),
                      grader->rubric->cases[index].np, index + 1, grader->rubric->case_count));
}

static int build_and_run_reference(struct grader *grader, struct ready *ready,
                                   const struct capture **captures, struct error *error) {
    const struct cases cases = {
        .ready = ready, .tell = tell_of_reference, .context = grader, .stop = &grader->stop};
    return ready_build(ready, error) != 0 ? -1 : cases_run(&cases, captures, error);
}

/* Runs it, or remembers what it did. */
static int look_at_reference(struct grader *grader, struct ready *ready, const char *path,
                             const struct capture **captures, struct error *error) {
    if (ready_open(ready, &path, 1, error) != 0)
        return -1;
    const char *key = key_of(grader, ready->submission);
    if (key != NULL && remembered_load(grader->arena, grader->cache, key, grader->rubric, captures))
        return 0;
    /* Graders that work side by side let one of them run it. */
    FD_AUTO lock = key == NULL ? -1 : remembered_lock(grader->cache, key);
    if (lock >= 0 && remembered_load(grader->arena, grader->cache, key, grader->rubric, captures))
        return 0;
    if (build_and_run_reference(grader, ready, captures, error) != 0)
        return -1;
    if (key != NULL)
        remembered_store(grader->cache, key, grader->rubric, captures);
    return 0;
}

static int run_reference(struct grader *grader, size_t index, struct error *error) {
    const struct rubric *rubric = grader->rubric;
    const struct reference *reference = &rubric->references[index];
    const struct capture **captures =
        arena_array(grader->arena, rubric->case_count, sizeof *captures);
    struct error problem = {0};
    struct ready ready = {.launcher = grader->launcher,
                          .rubric = rubric,
                          .arena = grader->arena,
                          .any_program = true};
    int status = look_at_reference(grader, &ready, reference->path, captures, &problem);
    ready_done(&ready);
    if (status != 0)
        return blame_rubric(reference, &problem, error);
    for (size_t i = 0; i < rubric->case_count; i++)
        grader->references[i][index] = captures[i];
    grader->referenced[index] = true;
    return 0;
}

static int run_references(struct grader *grader, enum language language, struct error *error) {
    for (size_t i = 0; i < grader->rubric->reference_count; i++) {
        if (grader->rubric->references[i].languages[language] && !grader->referenced[i] &&
            run_reference(grader, i, error) != 0)
            return -1;
    }
    return 0;
}

/* Beside the submission's build; only this thread uses the grader's arena meanwhile. */
struct errand {
    struct grader *grader;
    enum language language;
    int status;
    struct error error;
};

static void *run_errand(void *context) {
    struct errand *errand = context;
    errand->status = run_references(errand->grader, errand->language, &errand->error);
    return NULL;
}

/* ---- one submission ---- */

static void tell_of_case(void *context, size_t index) {
    struct grader *grader = context;
    ARENA_AUTO arena = arena_new();
    tell(grader, arena_printf(arena, _("np %d (%zu of %zu)"), grader->rubric->cases[index].np,
                              index + 1, grader->rubric->case_count));
}

static int run_cases(struct grader *grader, const struct ready *made,
                     const struct capture **captures, struct error *error) {
    const struct cases cases = {
        .ready = made, .delays = true, .tell = tell_of_case, .context = grader};
    return cases_run(&cases, captures, error);
}

/* Builds and runs it while the references are built and run. What is wrong with the submission is
 * said before what is wrong with a reference. */
static int run_all(struct grader *grader, struct ready *made, const struct capture **captures,
                   struct error *error) {
    struct errand errand = {.grader = grader, .language = made->submission->language};
    pthread_t thread;
    atomic_store(&grader->stop, false);
    const bool beside = launcher_slots(grader->launcher) > 1 && !ready_counts_processes() &&
                        pthread_create(&thread, NULL, run_errand, &errand) == 0;
    const bool built = ready_build(made, error) == 0;
    int status = built ? 0 : -1;
    atomic_store(&grader->stop, !built);
    if (built && !beside)
        (void)run_errand(&errand);
    if (built && (beside || errand.status == 0))
        status = run_cases(grader, made, captures, error);
    if (beside)
        (void)pthread_join(thread, NULL);
    if (!built || errand.status == 0)
        return status;
    *error = errand.error;
    return -1;
}

/* NULL and an error when it cannot be judged. */
static struct verdict *run_and_judge(struct grader *grader, const char *const *paths, size_t count,
                                     struct ready *made, struct arena *arena, struct error *error) {
    const struct rubric *rubric = grader->rubric;
    tell(grader, _("building"));
    if (ready_open(made, paths, count, error) != 0)
        return NULL;
    const struct capture **captures = arena_array(arena, rubric->case_count, sizeof *captures);
    struct judged_case *cases = arena_array(arena, rubric->case_count, sizeof *cases);
    if (run_all(grader, made, captures, error) != 0)
        return NULL;
    for (size_t i = 0; i < rubric->case_count; i++)
        cases[i] = (struct judged_case){
            .run = &rubric->cases[i], .capture = captures[i], .references = grader->references[i]};
    return judge(arena, rubric, made->submission->language, cases);
}

/* ---- the report ---- */

json_t *grader_grade(struct grader *grader, const char *const *paths, size_t count,
                     struct error *error) {
    ARENA_AUTO arena = arena_new();
    int64_t start = monotonic_us();
    struct report_source source = {.rubric = grader->rubric,
                                   .name = submission_name(arena, paths, count),
                                   .error = error,
                                   .cores = sysconf(_SC_NPROCESSORS_ONLN),
                                   .started = time(NULL)};
    struct ready made = {.launcher = grader->launcher, .rubric = grader->rubric, .arena = arena};
    source.verdict = run_and_judge(grader, paths, count, &made, arena, error);
    ready_describe(&made, &source);
    source.wall_us = monotonic_us() - start;
    json_t *report = error->kind == ERROR_USAGE ? NULL : report_new(&source);
    ready_done(&made);
    return report;
}

json_t *grade_fault(const struct rubric *rubric, const char *const *paths, size_t count,
                    const struct error *error) {
    ARENA_AUTO arena = arena_new();
    const struct report_source source = {.rubric = rubric,
                                         .name = submission_name(arena, paths, count),
                                         .error = error,
                                         .cores = sysconf(_SC_NPROCESSORS_ONLN),
                                         .started = time(NULL)};
    return report_new(&source);
}
