/* SPDX-License-Identifier: MIT */
/* mpigrade override: points that a person gives, with a reason. */
#include "cli/cli.h"

#include "base/messages.h"
#include "batch/store_write.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { KEY_REASON = 0x5100, KEY_REMOVE, KEY_LIST };

struct arguments {
    const char *words[4]; /* OUT STUDENT EXERCISE POINTS */
    size_t count;
    const char *reason;
    bool remove, list;
};

static void check_end(const struct arguments *arguments, const struct argp_state *state) {
    size_t wanted = arguments->list ? 1 : arguments->remove ? 3 : 4;
    if (arguments->count < 1)
        argp_error(state, _("which batch? Give its output folder"));
    else if (arguments->count != wanted)
        argp_error(state, _("STUDENT, EXERCISE and POINTS are needed; --remove takes no POINTS"));
    else if (wanted == 4 && (arguments->reason == NULL || *arguments->reason == '\0'))
        argp_error(state, _("why? --reason TEXT stands in the gradebook"));
}

static error_t parse(int key, char *text, struct argp_state *state) {
    struct arguments *arguments = state->input;
    switch (key) {
    case KEY_REASON:
        arguments->reason = text;
        return 0;
    case KEY_REMOVE:
        arguments->remove = true;
        return 0;
    case KEY_LIST:
        arguments->list = true;
        return 0;
    case ARGP_KEY_ARG:
        if (state->arg_num >= ARRAY_LEN(arguments->words))
            argp_error(state, _("too many arguments: %s"), text);
        arguments->words[state->arg_num] = text;
        arguments->count = state->arg_num + 1;
        return 0;
    case ARGP_KEY_END:
        check_end(arguments, state);
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static void read_arguments(struct arguments *arguments, int argc, char **argv) {
    const struct argp_option options[] = {
        {"reason", KEY_REASON, _("TEXT"), 0, _("why; it is shown with the points"), 0},
        {"remove", KEY_REMOVE, NULL, 0, _("let the grader's points count again"), 0},
        {"list", KEY_LIST, NULL, 0, _("list what was given, and why"), 0},
        {0}};
    const struct command_line line = {
        .options = options,
        .parser = parse,
        .usage = _("FOLDER STUDENT EXERCISE POINTS --reason TEXT\n"
                   "FOLDER STUDENT EXERCISE --remove\nFOLDER --list"),
        .purpose = _("Give a student other points than the grader did. They count in place of its "
                     "points and of what lateness costs, also when the batch is started again."),
        .details = _("FOLDER is the batch's output folder."),
        .input = arguments};
    options_parse(&line, argc, argv);
}

static int show(void *context, const struct store_override *override, struct error *error) {
    struct page *page = context;
    (void)error;
    page_say(page, PAGE_BOLD, "%s  %s  %g", override->student, override->exercise,
             (double) override->points / 1000);
    page_say(page, PAGE_PLAIN, "  ");
    page_wrap(page, 4, PAGE_PLAIN, override->reason);
    return 0;
}

static int set(struct store *store, const struct arguments *arguments, struct error *error) {
    char *end;
    errno = 0;
    double points = strtod(arguments->words[3], &end);
    if (errno != 0 || end == arguments->words[3] || *end != '\0' || !(fabs(points) < 1e9))
        return error_set(error, ERROR_USAGE, _("%s is no number of points"), arguments->words[3]);
    const struct store_override override = {.student = arguments->words[1],
                                            .exercise = arguments->words[2],
                                            .points = llround(points * 1000),
                                            .reason = arguments->reason};
    return store_override_set(store, &override, error);
}

int command_override(struct program *program, int argc, char **argv, struct error *error) {
    struct arguments arguments = {0};
    struct page page = {.out = stdout, .style = &program->out};
    read_arguments(&arguments, argc, argv);
    struct store *store = store_open(arguments.words[0], STORE_READ, error);
    if (store != NULL && !arguments.list) { /* it is there; a wrong name must not make one */
        store_close(store);
        store = store_open(arguments.words[0], STORE_WRITE, error);
    }
    if (store == NULL)
        return -1;
    int status;
    if (arguments.list)
        status = store_each_override(store, show, &page, error);
    else if (arguments.remove)
        status = store_override_remove(store, arguments.words[1], arguments.words[2], error);
    else
        status = set(store, &arguments, error);
    store_close(store);
    return status == 0 ? EXIT_STATUS_GOOD : -1;
}
