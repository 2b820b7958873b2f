/* SPDX-License-Identifier: MIT */
/* mpigrade grade: one submission, one report. */
#include "cli/cli.h"

#include "base/files.h"
#include "base/messages.h"
#include "grade/grade.h"
#include "launch/slots.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { KEY_REQUIRE = 0x2000, KEY_NO_CACHE };

struct arguments {
    const char *exercise;
    const char *const *paths;
    size_t path_count;
    int format; /* -1: not named */
    const char *output;
    double percent; /* that must be reached */
    bool quiet, no_cache;
    int slots; /* 0: as many as this machine bears */
    struct view_arguments view;
    struct launch_arguments launch;
};

static void parse_percent(const struct argp_state *state, const char *text, double *ret_percent) {
    char *end;
    errno = 0;
    *ret_percent = strtod(text, &end);
    if (errno != 0 || end == text || (*end != '\0' && strcmp(end, "%") != 0) ||
        !(*ret_percent >= 0 && *ret_percent <= 100))
        argp_error(state, _("--require is a percentage from 0 to 100, not %s"), text);
}

static error_t parse(int key, char *text, struct argp_state *state) {
    struct arguments *arguments = state->input;
    switch (key) {
    case 'f':
        arguments->format = options_format(state, text);
        return 0;
    case 'o':
        arguments->output = text;
        return 0;
    case 'j':
        arguments->slots = (int)options_number(state, text, 1, SLOTS_MOST);
        return 0;
    case KEY_REQUIRE:
        parse_percent(state, text, &arguments->percent);
        return 0;
    case KEY_NO_CACHE:
        arguments->no_cache = true;
        return 0;
    case 'q':
        arguments->quiet = true;
        return 0;
    case ARGP_KEY_ARG:
        if (arguments->exercise != NULL)
            return ARGP_ERR_UNKNOWN; /* the paths come all at once, as ARGP_KEY_ARGS */
        arguments->exercise = text;
        return 0;
    case ARGP_KEY_ARGS:
        arguments->paths = (const char *const *)(state->argv + state->next);
        arguments->path_count = (size_t)(state->argc - state->next);
        return 0;
    case ARGP_KEY_END:
        if (arguments->exercise == NULL)
            argp_error(state, _("which exercise? mpigrade list shows all"));
        else if (arguments->path_count == 0)
            argp_error(state, _("which file or folder is to be graded?"));
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static void read_arguments(struct arguments *arguments, int argc, char **argv) {
    const struct argp_option options[] = {
        {"format", 'f', _("FORMAT"), 0,
         _("text, json or another of docs/formats.md; by default that of the file's suffix, else "
           "text on a terminal and json elsewhere"),
         0},
        {"output", 'o', _("FILE"), 0, _("write the report to FILE; - is standard output"), 0},
        {"require", KEY_REQUIRE, _("PERCENT"), 0,
         _("the percentage of the points from which the exit status is 0 (100)"), 0},
        {"no-cache", KEY_NO_CACHE, NULL, 0,
         _("run the reference program, too, even if what it prints is known from an earlier run"),
         0},
        {"slots", 'j', _("NUMBER"), 0,
         _("ranks that run at a time, over all cases (twelve for each core that is free); 1: one "
           "case after the other"),
         0},
        {"quiet", 'q', NULL, 0, _("no progress on the terminal"), 0},
        {0}};
    const struct command_line line = {
        .options = options,
        .parser = parse,
        .usage = _("EXERCISE PATH..."),
        .purpose = _("Grade a submission: a file, several, a folder, an archive or a notebook."),
        .details = _("EXERCISE is an id, the beginning of one, or the path of a rubric.\n\n"
                     "Exit status: 0 full marks, or as many as --require asks for; 1 points were "
                     "lost, or there is nothing that can be graded; 2 wrong usage or a broken "
                     "rubric; 3 the grader failed, which is not the submission's fault."),
        .input = arguments,
        .launch = &arguments->launch,
        .view = &arguments->view};
    options_parse(&line, argc, argv);
}

/* One line on the terminal that is written over. */
static void show_progress(void *context, const char *text) {
    (void)context;
    (void)fprintf(stderr, "\r\033[K%s", text);
}

static json_t *grade(struct program *program, const struct arguments *arguments,
                     struct rubric *rubric, struct error *error) {
    bool progress = !arguments->quiet && program->err.colour;
    options_limit(&arguments->launch, &rubric->limits);
    struct launcher *launcher = workspace_launcher(program, &arguments->launch.launcher, error);
    const int slots = arguments->slots > 0 ? arguments->slots : slots_sensible();
    if (launcher == NULL || launcher_share(launcher, slots, error) != 0) {
        launcher_free(launcher);
        return grade_fault(rubric, arguments->paths, arguments->path_count, error);
    }
    for (size_t i = 0; i < arguments->path_count; i++) /* and those beside it */
        launcher_hide(launcher, path_folder(program->arena, arguments->paths[i]));
    struct grader *grader = grader_new(rubric, launcher, progress ? show_progress : NULL, NULL);
    if (!arguments->no_cache)
        grader_remember(grader);
    json_t *report = grader_grade(grader, arguments->paths, arguments->path_count, error);
    if (progress)
        show_progress(NULL, "");
    grader_free(grader);
    launcher_free(launcher);
    return report;
}

static enum report_format choose_format(const struct arguments *arguments) {
    bool people = terminal_is_output(arguments->output) && isatty(STDOUT_FILENO) == 1;
    return options_choose_format(arguments->format, arguments->output,
                                 people ? REPORT_TEXT : REPORT_JSON);
}

static int write_report(const struct arguments *arguments, const json_t *report,
                        enum report_format format, const struct report_style *style,
                        struct error *error) {
    size_t length;
    char *text = report_render(report, format, style, &length);
    int status = terminal_write(arguments->output, text, length, error);
    free(text);
    if (status == 0 && terminal_is_output(arguments->output))
        status = github_files_write(report, format, style, error);
    return status;
}

/* Full marks are counted, not computed from the percentage. */
static int status_of(const json_t *report, double required) {
    const json_t *score = json_object_get(report, "score");
    double points = json_number_value(json_object_get(score, "points"));
    double max = json_number_value(json_object_get(score, "max"));
    const char *outcome = json_string_value(json_object_get(report, "outcome"));
    bool graded = outcome != NULL && strcmp(outcome, "graded") == 0;
    return graded && round(points * 1000) * 100 >= round(max * 1000) * required ? EXIT_STATUS_GOOD
                                                                                : EXIT_STATUS_LOST;
}

/* Writes the report as its reader may see it; the status tells of no more than that. */
static int finish(const struct program *program, const struct arguments *arguments,
                  const json_t *report, const struct error *problem, struct error *error) {
    enum report_format format = choose_format(arguments);
    struct report_style style = options_style(program, &arguments->view, arguments->output);
    json_t *seen = report == NULL ? NULL : report_as_seen(report, format, &style);
    int status = -1;
    if (seen != NULL && write_report(arguments, seen, format, &style, error) != 0)
        status = -1;
    else if (problem->kind == ERROR_NONE || problem->kind == ERROR_NOT_GRADABLE)
        status = status_of(seen, arguments->percent);
    else
        *error = *problem;
    json_decref(seen);
    return status;
}

int command_grade(struct program *program, int argc, char **argv, struct error *error) {
    struct arguments arguments = {.format = -1, .percent = 100};
    read_arguments(&arguments, argc, argv);
    const char *path = exercise_rubric(program, arguments.exercise, error);
    struct rubric *rubric = path == NULL ? NULL : rubric_load(program->arena, path, error);
    if (rubric == NULL)
        return -1;
    struct error problem = {0}; /* of the grading; it stands in the report, too */
    json_t *report = grade(program, &arguments, rubric, &problem);
    int status = finish(program, &arguments, report, &problem, error);
    json_decref(report);
    rubric_done(rubric);
    return status;
}
