/* SPDX-License-Identifier: MIT */
/* mpigrade batch: a whole class. */
#include "cli/cli.h"

#include "base/messages.h"
#include "batch/batch.h"
#include "batch/layout.h"
#include "launch/slots.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    KEY_LAYOUT = 0x5000,
    KEY_FORCE,
    KEY_ONLY,
    KEY_RERUN,
    KEY_ALL,
    KEY_NO_CACHE,
    KEY_NO_SHARE,
    KEY_STUCK,
    KEY_EVENTS
};

struct arguments {
    struct batch_options batch;
    bool quiet, events;
    size_t only_count, only_capacity;
    const char **only;
    struct arena *arena;
    struct launch_arguments launch;
};

static void parse_rerun(const struct argp_state *state, const char *text, enum rerun *ret_rerun) {
    static const char *const keys[] = {
#define X(name, key) [RERUN_##name] = (key),
        RERUNS(X)
#undef X
    };
    for (size_t i = RERUN_NOTHING + 1; i < ARRAY_LEN(keys); i++) {
        if (strcmp(keys[i], text) == 0) {
            *ret_rerun = (enum rerun)i;
            return;
        }
    }
    argp_error(state, _("--rerun is faults, timeouts or all, not %s"), text);
}

static void parse_layout(const struct argp_state *state, const char *text, int *ret_layout) {
    *ret_layout = layout_find(text);
#define X(name, key, meaning) " " key
    if (*ret_layout < 0)
        argp_error(state, _("there is no layout %s; there are:%s"), text, "" LAYOUTS(X));
#undef X
}

static error_t parse_argument(struct arguments *arguments, const char *text,
                              const struct argp_state *state) {
    if (state->arg_num == 0)
        arguments->batch.course = text;
    else if (state->arg_num == 1)
        arguments->batch.submissions = text;
    else
        argp_error(state, _("too many arguments: %s"), text);
    return 0;
}

static void check_end(const struct arguments *arguments, const struct argp_state *state) {
    if (arguments->batch.course == NULL)
        argp_error(state, _("which course, or which exercise? mpigrade list shows all exercises"));
    else if (arguments->batch.submissions == NULL)
        argp_error(state, _("in which folder are the submissions?"));
    else if (arguments->batch.output == NULL)
        argp_error(state, _("where to keep the results? -o FOLDER"));
}

static error_t parse_choice(int key, char *text, struct argp_state *state) {
    struct arguments *arguments = state->input;
    switch (key) {
    case KEY_FORCE:
        arguments->batch.rerun = RERUN_ALL;
        return 0;
    case KEY_RERUN:
        parse_rerun(state, text, &arguments->batch.rerun);
        return 0;
    case KEY_ONLY:
        *(const char **)arena_push(arguments->arena, &arguments->only, &arguments->only_count,
                                   &arguments->only_capacity, sizeof *arguments->only) = text;
        return 0;
    case KEY_ALL:
        arguments->batch.all_attempts = true;
        return 0;
    case KEY_NO_CACHE:
        arguments->batch.no_cache = true;
        return 0;
    case KEY_NO_SHARE:
        arguments->batch.no_share = true;
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static error_t parse(int key, char *text, struct argp_state *state) {
    struct arguments *arguments = state->input;
    switch (key) {
    case 'o':
        arguments->batch.output = text;
        return 0;
    case 'j':
        arguments->batch.slots = (int)options_number(state, text, 1, SLOTS_MOST);
        return 0;
    case 'q':
        arguments->quiet = true;
        return 0;
    case KEY_EVENTS:
        arguments->events = true;
        return 0;
    case KEY_LAYOUT:
        parse_layout(state, text, &arguments->batch.layout);
        return 0;
    case KEY_STUCK:
        arguments->batch.stuck_s = options_number(state, text, 1, 1000000);
        return 0;
    case ARGP_KEY_ARG:
        return parse_argument(arguments, text, state);
    case ARGP_KEY_END:
        check_end(arguments, state);
        return 0;
    default:
        return parse_choice(key, text, state);
    }
}

static void read_arguments(struct arguments *arguments, int argc, char **argv) {
    const struct argp_option options[] = {
        {"output", 'o', _("FOLDER"), 0, _("keep the results in FOLDER"), 0},
        {"slots", 'j', _("NUMBER"), 0,
         _("ranks that run at a time, over all submissions (twelve for each core that is free)"),
         0},
        {"layout", KEY_LAYOUT, _("LAYOUT"), 0,
         _("folders, files, moodle, canvas, gradescope or classroom; by default it is recognised"),
         0},
        {"only", KEY_ONLY, _("NAME"), 0,
         _("grade only this student or exercise; a pattern; may be given several times"), 0},
        {"rerun", KEY_RERUN, _("WHAT"), 0,
         _("grade again what met a fault of the grader (faults), a time limit (timeouts), or all"),
         0},
        {"force", KEY_FORCE, NULL, 0, _("the same as --rerun all"), 0},
        {"all-attempts", KEY_ALL, NULL, 0, _("grade all attempts, not only those that count"), 0},
        {"no-cache", KEY_NO_CACHE, NULL, 0,
         _("run the reference programs, too, even if what they print is known from an earlier run"),
         0},
        {"no-share", KEY_NO_SHARE, NULL, 0,
         _("run every submission, also those whose files are the same as another's"), 0},
        {"stuck", KEY_STUCK, _("SECONDS"), 0,
         _("start a worker anew that says nothing for so long (by the limits)"), 0},
        {"json-lines", KEY_EVENTS, NULL, 0, _("tell what happens as JSON, an event a line"), 0},
        {"quiet", 'q', NULL, 0, _("no progress"), 0},
        {0}};
    const struct command_line line = {
        .options = options,
        .parser = parse,
        .usage = _("COURSE FOLDER -o FOLDER"),
        .purpose = _("Grade every submission of a folder, or of an LMS' download. What was graded "
                     "is kept: when it is interrupted, start the same command again."),
        .details = _("COURSE is a JSON file (docs/course.md) or an exercise.\n\n"
                     "Exit status: 0 everything was graded or found not gradable; 2 wrong usage or "
                     "a broken rubric; 3 the grader failed, on all or on some; 129, 130 or 143 "
                     "when it was interrupted."),
        .input = arguments,
        .launch = &arguments->launch};
    options_parse(&line, argc, argv);
    arguments->batch.only = arguments->only;
    arguments->batch.only_count = arguments->only_count;
    arguments->batch.limits = arguments->launch.limits;
}

static struct progress choose_progress(const struct program *program,
                                       const struct arguments *arguments) {
    const char *term = getenv("TERM");
    bool bar = isatty(STDERR_FILENO) == 1 && term != NULL && strcmp(term, "dumb") != 0;
    struct progress progress = {.out = stderr, .style = &program->err};
    if (arguments->events) {
        progress.mode = PROGRESS_EVENTS;
        progress.out = stdout;
    } else if (!arguments->quiet) {
        progress.mode = bar ? PROGRESS_BAR : PROGRESS_LINES;
    }
    return progress;
}

static const char *find_rubric(void *context, const char *text, struct error *error) {
    return exercise_rubric(context, text, error);
}

/* A word of the command line as a shell would want it. */
static void put_word(FILE *out, const char *word) {
    if (*word != '\0' && strspn(word, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                      "0123456789-_./=:,+@%") == strlen(word)) {
        (void)fprintf(out, " %s", word);
        return;
    }
    (void)fputs(" '", out);
    for (; *word != '\0'; word++)
        (void)fprintf(out, *word == '\'' ? "'\\''" : "%c", *word);
    (void)fputc('\'', out);
}

/* How to go on after an interruption. */
static void tell_how_to_go_on(const struct program *program, int argc, char **argv) {
    struct page page = {.out = stderr, .style = &program->err};
    page_wrap(&page, 0, PAGE_BOLD, _("Interrupted. Nothing that was graded is lost; to go on:"));
    (void)fputs("  mpigrade batch", stderr);
    for (int i = 1; i < argc; i++)
        put_word(stderr, argv[i]);
    (void)fputc('\n', stderr);
}

static int finish(const struct program *program, const struct arguments *arguments, int ended_by,
                  int argc, char **argv, struct error *error) {
    struct page page = {.out = stdout, .style = &program->out};
    if (ended_by != 0) {
        tell_how_to_go_on(program, argc, argv);
        return 128 + ended_by;
    }
    int64_t faults;
    if (batch_summary(arguments->batch.output, arguments->batch.progress->shared,
                      arguments->events ? NULL : &page, &faults, error) != 0)
        return -1;
    return faults == 0 ? EXIT_STATUS_GOOD : EXIT_STATUS_FAULT;
}

int command_batch(struct program *program, int argc, char **argv, struct error *error) {
    struct arguments arguments = {.arena = program->arena,
                                  .batch = {.layout = -1, .find = find_rubric},
                                  .launch = {.launcher = {.sandbox = SANDBOX_REQUIRE}}};
    char **words = arena_array(program->arena, (size_t)argc, sizeof *words);
    memcpy(words, argv, (size_t)argc * sizeof *words); /* argp changes their order */
    read_arguments(&arguments, argc, argv);
    struct progress progress = choose_progress(program, &arguments);
    arguments.batch.progress = &progress;
    arguments.batch.find_context = program;
    struct launcher *launcher = workspace_launcher(program, &arguments.launch.launcher, error);
    if (launcher == NULL)
        return -1;
    launcher_hide(launcher, arguments.batch.submissions);
    launcher_hide(launcher, arguments.batch.output);
    arguments.batch.launcher = launcher;
    arguments.batch.folder = getenv("TMPDIR");
    /* A limit on files is a failed write, which the batch survives, not its end. */
    (void)signal(SIGXFSZ, SIG_IGN);
    int ended_by;
    int status = batch_run(&arguments.batch, &ended_by, error);
    launcher_free(launcher);
    return status == 0 ? finish(program, &arguments, ended_by, argc, words, error) : -1;
}
