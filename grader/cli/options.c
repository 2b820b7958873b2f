/* SPDX-License-Identifier: MIT */
#include "cli/cli.h"

#include "base/messages.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    KEY_LANG = 0x1000,
    KEY_SANDBOX,
    KEY_LIMIT,
    KEY_PYTHON,
    KEY_VIEW,
    KEY_AFTER_DUE,
    KEY_PUBLISHED
};

/* ---- options of all commands ---- */

static error_t parse_common(int key, char *text, struct argp_state *state) {
    (void)text;
    (void)state;
    /* main has looked for it already: help is written in that language, too. */
    return key == KEY_LANG ? 0 : ARGP_ERR_UNKNOWN;
}

/* ---- options of commands that run programs ---- */

static void parse_sandbox(const struct argp_state *state, const char *text,
                          enum sandbox_mode *ret_mode) {
    static const char *const names[] = {
        [SANDBOX_AUTO] = "auto", [SANDBOX_REQUIRE] = "require", [SANDBOX_OFF] = "off"};
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        if (strcmp(names[i], text) == 0) {
            *ret_mode = (enum sandbox_mode)i;
            return;
        }
    }
    argp_error(state, _("--sandbox is auto, require or off, not %s"), text);
}

/* NAME=NUMBER with a name and a range of the table in base/limits.h. */
static void parse_limit(const struct argp_state *state, const char *text, struct limits *limits) {
    static const struct {
        const char *name;
        size_t place;
        long least, most;
    } known[] = {
#define X(name, normal, least, most, meaning) {#name, offsetof(struct limits, name), least, most},
        LIMITS(X)
#undef X
    };
    const char *number = strchr(text, '=');
    size_t length = number == NULL ? 0 : (size_t)(number - text);
    for (size_t i = 0; i < ARRAY_LEN(known); i++) {
        if (number == NULL || strlen(known[i].name) != length ||
            strncmp(text, known[i].name, length) != 0)
            continue;
        int64_t value = options_number(state, number + 1, known[i].least, known[i].most);
        memcpy((char *)limits + known[i].place, &value, sizeof value);
        return;
    }
#define X(name, normal, least, most, meaning) " " #name
    argp_error(state, _("--limit is NAME=NUMBER with one of these names:%s"), "" LIMITS(X));
#undef X
}

static error_t parse_launch(int key, char *text, struct argp_state *state) {
    struct launch_arguments *arguments = state->input;
    if (key == KEY_SANDBOX)
        parse_sandbox(state, text, &arguments->launcher.sandbox);
    else if (key == KEY_LIMIT)
        parse_limit(state, text, &arguments->limits);
    else if (key == KEY_PYTHON)
        arguments->launcher.python3 = text;
    else
        return ARGP_ERR_UNKNOWN;
    return 0;
}

void options_limit(const struct launch_arguments *arguments, struct limits *limits) {
#define X(name, normal, least, most, meaning)                                                      \
    if (arguments->limits.name != 0)                                                               \
        limits->name = arguments->limits.name;
    LIMITS(X)
#undef X
}

/* ---- options of commands that write a report ---- */

static error_t parse_view(int key, char *text, struct argp_state *state) {
    struct view_arguments *arguments = state->input;
    int view;
    switch (key) {
    case KEY_VIEW:
        view = report_view_find(text);
        if (view < 0)
            argp_error(state, _("--view is student or assistant, not %s"), text);
        arguments->view = (enum report_view)view;
        return 0;
    case KEY_AFTER_DUE:
        arguments->after_due = true;
        return 0;
    case KEY_PUBLISHED:
        arguments->published = true;
        return 0;
    case 'v':
        arguments->verbose = true;
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

struct report_style options_style(const struct program *program, const struct view_arguments *view,
                                  const char *output) {
    struct report_style style = program->out;
    style.verbose = view->verbose;
    style.colour = style.colour && terminal_is_output(output);
    style.view = view->view;
    style.after_due = view->after_due;
    style.published = view->published;
    return style;
}

/* ---- parsing ---- */

/* Hands the command's input and the launch arguments to the parsers below. */
static error_t parse_all(int key, char *text, struct argp_state *state) {
    (void)text;
    const struct command_line *line = state->input;
    if (key != ARGP_KEY_INIT)
        return ARGP_ERR_UNKNOWN;
    state->child_inputs[0] = line->input;
    if (line->launch != NULL)
        state->child_inputs[2] = line->launch;
    if (line->view != NULL)
        state->child_inputs[line->launch == NULL ? 2 : 3] = line->view;
    return 0;
}

void options_parse(const struct command_line *line, int argc, char **argv) {
    const struct argp_option common_options[] = {
        {"lang", KEY_LANG, "en|es", 0, _("the language of all messages"), 0}, {0}};
    char limit_help[1024];
#define X(name, normal, least, most, meaning) " " #name "=" #normal
    (void)snprintf(limit_help, sizeof limit_help, "%s%s",
                   _("another limit than the rubric's; may be given several times. The names, and "
                     "what holds where neither says otherwise:"),
                   "" LIMITS(X));
#undef X
    const struct argp_option launch_options[] = {
        {"sandbox", KEY_SANDBOX, "auto|require|off", 0,
         _("keep programs in a sandbox: when this machine can (auto), or always"), 0},
        {"limit", KEY_LIMIT, _("NAME=NUMBER"), 0, limit_help, 0},
        {"python", KEY_PYTHON, _("FILE"), 0, _("the python3 that runs Python programs"), 0},
        {0}};
    const struct argp_option view_options[] = {
        {"view", KEY_VIEW, "student|assistant", 0,
         _("for whom: without or with the checks that students may not see; by default "
           "assistant for json, gradescope, autolab and the pages of a class, student for all "
           "others"),
         0},
        {"after-due", KEY_AFTER_DUE, NULL, 0,
         _("the due date is over: students see the checks that wait for it"), 0},
        {"published", KEY_PUBLISHED, NULL, 0,
         _("the points are published: students see the checks that wait for that"), 0},
        {"verbose", 'v', NULL, 0, _("also show what is right, and what was printed"), 0},
        {0}};
    const struct argp command = {.options = line->options, .parser = line->parser};
    const struct argp common = {.options = common_options, .parser = parse_common};
    const struct argp launch = {.options = launch_options, .parser = parse_launch};
    const struct argp view = {.options = view_options, .parser = parse_view};
    struct argp_child children[5] = {{&command, 0, NULL, 0}, {&common, 0, NULL, 0}};
    size_t count = 2;
    if (line->launch != NULL)
        children[count++].argp = &launch;
    if (line->view != NULL)
        children[count].argp = &view;
    char help[4096]; /* argp puts what follows a \v behind the options */
    (void)snprintf(help, sizeof help, "%s\v%s", line->purpose,
                   line->details == NULL ? "" : line->details);
    const struct argp argp = {
        .parser = parse_all, .args_doc = line->usage, .doc = help, .children = children};
    struct command_line input = *line;
    argp_err_exit_status = EXIT_STATUS_USAGE;
    if (argp_parse(&argp, argc, argv, 0, NULL, &input) != 0)
        exit(EXIT_STATUS_USAGE);
}

const char *options_language(int argc, char **argv) {
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
        if (strncmp(argv[i], "--lang=", 7) == 0)
            return argv[i] + 7;
        if (strcmp(argv[i], "--lang") == 0 && i + 1 < argc)
            return argv[i + 1];
    }
    return NULL;
}

int options_format(const struct argp_state *state, const char *text) {
    int format = report_format_find(text);
#define X(id, name, suffix) " " #name
    if (format < 0)
        argp_error(state, _("there is no format %s; there are:%s"), text, "" REPORT_FORMATS(X));
#undef X
    return format;
}

enum report_format options_choose_format(int format, const char *output,
                                         enum report_format otherwise) {
    if (format < 0 && !terminal_is_output(output))
        format = report_format_of_path(output);
    return format < 0 ? otherwise : (enum report_format)format;
}

long options_number(const struct argp_state *state, const char *text, long least, long most) {
    char *end;
    errno = 0;
    long number = strtol(text, &end, 10);
    if (errno != 0 || end == text || *end != '\0' || number < least || number > most)
        argp_error(state, _("%s is not a whole number from %ld to %ld"), text, least, most);
    return number;
}
