/* SPDX-License-Identifier: MIT */
/* Theory of operation. A submission is copied, built and run case by case (ready.c); the same is
 * done once with each reference program for the submission's language. The judge compares, and the
 * report says what came out. Whatever stops this half-way is an error whose kind says whose it is,
 * and a report all the same: `made` below holds how far it came. */
#include "grade/grade.h"

#include "base/files.h"
#include "base/messages.h"
#include "base/process.h"
#include "grade/observe.h"
#include "grade/ready.h"
#include "grade/remembered.h"
#include "judge/judge.h"
#include "report/report.h"

#include <string.h>
#include <time.h>
#include <unistd.h>

struct grader {
    const struct rubric *rubric;
    struct launcher *launcher;
    grade_progress *progress;
    void *context;
    struct arena *arena;                /* for what the references left behind */
    const struct capture ***references; /* [case][reference]; NULL: not run yet */
    bool *referenced;                   /* [reference]: all its cases were run */
    const char *cache;                  /* folder; NULL: nothing is remembered */
};

struct grader *grader_new(const struct rubric *rubric, struct launcher *launcher,
                          grade_progress *progress, void *context) {
    struct arena *arena = arena_new();
    struct grader *grader = arena_alloc(arena, sizeof *grader);
    *grader = (struct grader){.rubric = rubric,
                              .launcher = launcher,
                              .progress = progress,
                              .context = context,
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

void grader_free(struct grader *grader) {
    if (grader != NULL)
        arena_free(grader->arena);
}

static void tell(const struct grader *grader, const char *text) {
    if (grader->progress != NULL)
        grader->progress(grader->context, text);
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
static const char *key_of(const struct grader *grader, const struct submission *program) {
    struct error ignored = {0};
    if (grader->cache == NULL || program->answers != NULL) /* these are read in no time */
        return NULL;
    const struct remembered_origin origin = {
        .rubric = grader->rubric,
        .program = program,
        .mpi = launcher_mpi(grader->launcher),
        .sandbox = launcher_sandbox(grader->launcher),
        .agent = launcher_agent(grader->launcher),
        .library = observe_library(grader->arena, grader->launcher),
        .tool = launcher_find(grader->launcher, build_tool(program->language), &ignored),
    };
    return remembered_key(grader->arena, &origin);
}

static int build_and_run_reference(struct grader *grader, struct ready *ready,
                                   const struct capture **captures, struct error *error) {
    const struct rubric *rubric = grader->rubric;
    int status = ready_build(ready, error);
    for (size_t i = 0; status == 0 && i < rubric->case_count; i++) {
        struct capture *capture;
        if (rubric->cases[i].perturb != 0) { /* what is right does not depend on delays */
            captures[i] = captures[i - 1];
            continue;
        }
        tell(grader, arena_printf(grader->arena, _("reference program, np %d (%zu of %zu)"),
                                  rubric->cases[i].np, i + 1, rubric->case_count));
        status = ready_run(ready, &rubric->cases[i], &capture, error);
        if (status == 0)
            captures[i] = capture;
    }
    return status;
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

/* ---- one submission ---- */

/* A case is not repeated with delays when it did not end well without, which would only take time
 * (and a hang much of it), or when nothing on this machine can delay it. */
static bool is_worth_repeating(const struct grader *grader, const struct ready *made,
                               const struct capture *capture) {
    return capture->outcome == CASE_FINISHED &&
           observe_library(made->arena, grader->launcher) != NULL;
}

static int run_cases(struct grader *grader, const struct ready *made, struct judged_case *cases,
                     struct error *error) {
    const struct rubric *rubric = grader->rubric;
    for (size_t i = 0; i < rubric->case_count; i++) {
        struct capture *capture;
        cases[i] =
            (struct judged_case){.run = &rubric->cases[i], .references = grader->references[i]};
        if (rubric->cases[i].perturb != 0 &&
            !is_worth_repeating(grader, made, cases[i - 1].capture)) {
            cases[i].capture = cases[i - 1].capture;
            continue;
        }
        tell(grader, arena_printf(made->arena, _("np %d (%zu of %zu)"), rubric->cases[i].np, i + 1,
                                  rubric->case_count));
        if (ready_run(made, &rubric->cases[i], &capture, error) != 0)
            return -1;
        cases[i].capture = capture;
    }
    return 0;
}

/* NULL and an error when it cannot be judged. */
static struct verdict *run_and_judge(struct grader *grader, const char *const *paths, size_t count,
                                     struct ready *made, struct arena *arena, struct error *error) {
    const struct rubric *rubric = grader->rubric;
    tell(grader, _("building"));
    if (ready_make(made, paths, count, error) != 0)
        return NULL;
    struct judged_case *cases = arena_array(arena, rubric->case_count, sizeof *cases);
    if (run_references(grader, made->submission->language, error) != 0 ||
        run_cases(grader, made, cases, error) != 0)
        return NULL;
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
