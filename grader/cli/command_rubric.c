/* SPDX-License-Identifier: MIT */
/* mpigrade rubric check: a rubric must be valid, and each reference must earn full marks in every
 * case. */
#include "cli/cli.h"

#include "base/messages.h"
#include "grade/grade.h"
#include "launch/slots.h"
#include "report/page.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct arguments {
    const char *const *rubrics;
    size_t count;
    struct launch_arguments launch;
};

static error_t parse(int key, char *text, struct argp_state *state) {
    struct arguments *arguments = state->input;
    switch (key) {
    case ARGP_KEY_ARG:
        if (state->arg_num > 0)
            return ARGP_ERR_UNKNOWN; /* the rubrics come all at once */
        if (strcmp(text, "check") != 0)
            argp_error(state, _("rubrics can be checked: mpigrade rubric check FILE..."));
        return 0;
    case ARGP_KEY_ARGS:
        arguments->rubrics = (const char *const *)(state->argv + state->next);
        arguments->count = (size_t)(state->argc - state->next);
        return 0;
    case ARGP_KEY_END:
        if (arguments->count == 0)
            argp_error(state, _("which rubric? mpigrade rubric check FILE..."));
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

/* Full marks, and nothing amiss in any case: a check without points may find something, too. */
static bool is_perfect(const json_t *report) {
    size_t i;
    json_t *run;
    const json_t *score = json_object_get(report, "score");
    if (!json_is_object(score) ||
        !json_equal(json_object_get(score, "points"), json_object_get(score, "max")))
        return false;
    json_array_foreach(json_object_get(report, "cases"), i, run) {
        if (!json_is_true(json_object_get(run, "right")))
            return false;
    }
    return true;
}

/* What the reference lost, as a student would be told. */
static void print_report(const struct program *program, const json_t *report) {
    size_t length;
    char *text = report_render(report, REPORT_TEXT, &program->out, &length);
    (void)fwrite(text, 1, length, stdout);
    free(text);
}

static int check_reference(struct program *program, struct grader *grader,
                           const struct reference *reference, struct error *error) {
    json_t *report = grader_grade(grader, &reference->path, 1, error);
    bool perfect = report != NULL && is_perfect(report);
    if (report != NULL && error->kind == ERROR_NONE && !perfect)
        print_report(program, report);
    json_decref(report);
    if (error->kind != ERROR_NONE)
        return -1;
    if (!perfect)
        return error_set(error, ERROR_RUBRIC, _("the reference %s does not earn full marks"),
                         reference->path);
    return 0;
}

static int check_rubric(struct program *program, const char *text, struct launcher *launcher,
                        const struct launch_arguments *launch, struct error *error) {
    ARENA_AUTO arena = arena_new();
    const char *path = exercise_rubric(program, text, error);
    struct rubric *rubric = path == NULL ? NULL : rubric_load(arena, path, error);
    if (rubric == NULL)
        return -1;
    options_limit(launch, &rubric->limits);
    struct grader *grader = grader_new(rubric, launcher, NULL, NULL);
    int status = 0;
    for (size_t i = 0; status == 0 && i < rubric->reference_count; i++)
        status = check_reference(program, grader, &rubric->references[i], error);
    grader_free(grader);
    rubric_done(rubric);
    return status;
}

static void print_result(const struct program *program, const char *text, bool good) {
    struct page page = {.out = stdout, .style = &program->out};
    page_say(&page, good ? PAGE_GOOD : PAGE_BAD, "%s",
             good ? page_choose(&page, "✓", "ok") : page_choose(&page, "✗", "x"));
    page_tab(&page, 3);
    page_say(&page, PAGE_PLAIN, "%s", text);
    page_end_line(&page);
    (void)fflush(stdout);
}

int command_rubric(struct program *program, int argc, char **argv, struct error *error) {
    struct arguments arguments = {0};
    const struct command_line line = {
        .parser = parse,
        .usage = _("check RUBRIC..."),
        .purpose = _("Check rubrics: each must be valid, and its reference must earn full marks."),
        .details =
            _("RUBRIC is a file, or the id of an exercise. Exit status 2 when one is broken."),
        .input = &arguments,
        .launch = &arguments.launch};
    options_parse(&line, argc, argv);
    struct launcher *launcher = workspace_launcher(program, &arguments.launch.launcher, error);
    if (launcher == NULL || launcher_share(launcher, slots_sensible(), error) != 0) {
        launcher_free(launcher);
        return -1;
    }
    /* All are checked; the last error is left for main to print, those before it are printed here.
     */
    for (size_t i = 0; i < arguments.count; i++) {
        struct error problem = {0};
        if (exercise_is_schema(arguments.rubrics[i]))
            continue; /* comes in when all files of rubrics/ are named */
        bool good =
            check_rubric(program, arguments.rubrics[i], launcher, &arguments.launch, &problem) == 0;
        print_result(program, arguments.rubrics[i], good);
        if (good)
            continue;
        if (error->kind != ERROR_NONE)
            terminal_complain(program, error);
        *error = problem;
    }
    launcher_free(launcher);
    return error->kind == ERROR_NONE ? EXIT_STATUS_GOOD : -1;
}
