/* SPDX-License-Identifier: MIT */
/* mpigrade run: a program without an exercise, and who printed what. */
#include "cli/cli.h"

#include "base/files.h"
#include "base/messages.h"
#include "capture/calls.h"
#include "grade/ready.h"
#include "report/page.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_RANKS = 1024, INPUT_BYTES = 64 << 20 };

struct arguments {
    const char *path;
    long np;
    const char *input; /* file */
    struct rubric_case run;
    size_t define_capacity;
    struct arena *arena;
    bool verbose;
    struct launch_arguments launch;
};

/* NAME or NAME=NUMBER. */
static void parse_define(const struct argp_state *state, struct arguments *arguments,
                         const char *text) {
    struct rubric_case *run = &arguments->run;
    const char *value = strchr(text, '=');
    struct constant *constant = arena_push(arguments->arena, &run->defines, &run->define_count,
                                           &arguments->define_capacity, sizeof *run->defines);
    constant->name =
        value == NULL ? text : arena_strndup(arguments->arena, text, (size_t)(value - text));
    constant->value =
        value == NULL ? 1 : options_number(state, value + 1, -2147483647L, 2147483647L);
}

static error_t parse(int key, char *text, struct argp_state *state) {
    struct arguments *arguments = state->input;
    switch (key) {
    case 'n':
        arguments->np = options_number(state, text, 1, MOST_RANKS);
        return 0;
    case 'D':
        parse_define(state, arguments, text);
        return 0;
    case 'i':
        arguments->input = text;
        return 0;
    case 'v':
        arguments->verbose = true;
        return 0;
    case ARGP_KEY_ARG:
        if (arguments->path != NULL)
            return ARGP_ERR_UNKNOWN; /* the program's arguments come all at once */
        arguments->path = text;
        return 0;
    case ARGP_KEY_ARGS:
        arguments->run.args = (const char *const *)(state->argv + state->next);
        arguments->run.arg_count = (size_t)(state->argc - state->next);
        return 0;
    case ARGP_KEY_END:
        if (arguments->path == NULL)
            argp_error(state, _("which program is to be run?"));
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

/* "-np 4" as mpirun has it would be read as -n with the value "p". */
static void accept_np(int argc, char **argv) {
    static char np[] = "--np";
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
        if (strcmp(argv[i], "-np") == 0)
            argv[i] = np;
    }
}

static void read_arguments(struct arguments *arguments, int argc, char **argv) {
    const struct argp_option options[] = {
        {"np", 'n', _("NUMBER"), 0, _("the number of processes (4); also -np NUMBER"), 0},
        {"define", 'D', _("NAME=NUMBER"), 0, _("a macro for the compiler"), 0},
        {"stdin", 'i', _("FILE"), 0, _("what rank 0 reads from its standard input"), 0},
        {"verbose", 'v', NULL, 0, _("also show what the compiler said, and CPU time and memory"),
         0},
        {0}};
    const struct command_line line = {
        .options = options,
        .parser = parse,
        .usage = _("PATH [-- ARGUMENT...]"),
        .purpose = _("Run a program and show what each rank printed."),
        .details =
            _("PATH is a program in C, C++ or Python, a folder, an archive or a notebook.\n\n"
              "Exit status: 0 all went well; 1 a rank did not end well, MPI was misused, or it "
              "does not "
              "compile."),
        .input = arguments,
        .launch = &arguments->launch};
    accept_np(argc, argv);
    options_parse(&line, argc, argv);
}

/* ---- what happened ---- */

static void print_stream(struct page *page, int rank, const struct stream *stream) {
    page_lines(page, 0, rank, stream->head, stream->head_length, SIZE_MAX);
    if (stream->dropped > 0) {
        page_say(page, PAGE_DIM, _("[... %llu bytes left out ...]"),
                 (unsigned long long)stream->dropped);
        page_end_line(page);
    }
    page_lines(page, 0, rank, stream->tail, stream->tail_length, SIZE_MAX);
}

static void print_ending(struct page *page, int rank, const struct rank_capture *capture) {
    if (!capture->ended)
        page_say(page, PAGE_BAD, _("rank %d was ended by us"), rank);
    else if (capture->signal != 0) {
        const char *name = sigabbrev_np(capture->signal);
        page_say(page, PAGE_BAD, _("rank %d was ended by signal %d (SIG%s: %s)"), rank,
                 capture->signal, name == NULL ? "?" : name, strsignal(capture->signal));
    } else if (capture->exit_code != 0)
        page_say(page, PAGE_BAD, _("rank %d ended with status %d"), rank, capture->exit_code);
    else
        page_say(page, PAGE_GOOD, _("rank %d ended well"), rank);
}

static void print_endings(struct page *page, const struct capture *capture, bool verbose) {
    bool well = capture->outcome == CASE_FINISHED;
    for (int rank = 0; rank < capture->np && (!well || verbose); rank++) {
        const struct rank_capture *one = &capture->ranks[rank];
        print_ending(page, rank, one);
        if (verbose)
            page_say(page, PAGE_DIM, _("; CPU %.2f s, memory %.1f MiB"), (double)one->cpu_us / 1e6,
                     (double)one->peak_bytes / 1048576);
        page_end_line(page);
    }
    if (capture->limit != NULL) {
        page_say(page, PAGE_BAD, _("It went over the limit %s; --limit %s=NUMBER sets another."),
                 capture->limit, capture->limit);
        page_end_line(page);
    }
}

/* What the watch found. */
static void print_calls(struct page *page, const struct call_log *log) {
    if (log->deadlock != NULL) {
        page_wrap(page, 0, PAGE_BAD, log->deadlock->text);
        page_lines(page, 2, PAGE_ANY_RANK, log->deadlock->picture, strlen(log->deadlock->picture),
                   SIZE_MAX);
    }
    for (size_t i = 0; i < log->misuse_count; i++)
        page_wrap(page, 0, PAGE_BAD, log->misuses[i].text);
}

/* Whether neither the ranks' ends nor the watch show anything amiss. */
static bool went_well(const struct capture *capture) {
    return capture->outcome == CASE_FINISHED &&
           (capture->calls == NULL || capture->calls->misuse_count == 0);
}

static void print_capture(struct program *program, const struct capture *capture, bool verbose) {
    struct page page = {.out = stdout, .style = &program->out};
    for (int rank = 0; rank < capture->np; rank++) {
        print_stream(&page, rank, &capture->ranks[rank].out);
        print_stream(&page, rank, &capture->ranks[rank].err);
    }
    print_endings(&page, capture, verbose);
    if (capture->calls != NULL)
        print_calls(&page, capture->calls);
}

static void print_diagnostics(struct program *program, const struct ready *ready, bool verbose) {
    const struct build *build = ready->count == 0 ? NULL : &ready->builds[0].build;
    if (build == NULL || (build->ok && !verbose) || *build->diagnostics == '\0')
        return;
    struct page page = {.out = stderr, .style = &program->err};
    page_lines(&page, 0, PAGE_ANY_RANK, build->diagnostics, strlen(build->diagnostics), SIZE_MAX);
}

/* ---- the run ---- */

/* An exercise of one case that asks for nothing. */
static struct rubric make_rubric(struct arguments *arguments) {
    struct rubric rubric = {.limits = limits_default, .case_count = 1, .cases = &arguments->run};
    options_limit(&arguments->launch, &rubric.limits);
    return rubric;
}

static int read_input(struct arguments *arguments, struct error *error) {
    char *text;
    size_t length;
    if (arguments->input == NULL)
        return 0;
    if (file_read(arguments->arena, arguments->input, INPUT_BYTES, ERROR_USAGE, &text, &length,
                  error) != 0)
        return -1;
    if (strlen(text) != length)
        return error_set(error, ERROR_USAGE, _("%s is not a text"), arguments->input);
    arguments->run.input = text;
    return 0;
}

int command_run(struct program *program, int argc, char **argv, struct error *error) {
    struct arguments arguments = {.np = 4, .arena = program->arena};
    read_arguments(&arguments, argc, argv);
    arguments.run.id = "run";
    arguments.run.np = (int)arguments.np;
    arguments.run.sleep_scale = 1;
    if (read_input(&arguments, error) != 0)
        return -1;
    struct launcher *launcher = workspace_launcher(program, &arguments.launch.launcher, error);
    if (launcher == NULL)
        return -1;
    const struct rubric rubric = make_rubric(&arguments);
    struct ready ready = {
        .launcher = launcher, .rubric = &rubric, .arena = program->arena, .any_program = true};
    struct capture *capture = NULL;
    int status = ready_make(&ready, &arguments.path, 1, error);
    print_diagnostics(program, &ready, arguments.verbose);
    if (status == 0)
        status = ready_run(&ready, &arguments.run, &capture, error);
    if (status == 0)
        print_capture(program, capture, arguments.verbose);
    ready_done(&ready);
    launcher_free(launcher);
    if (status != 0)
        return -1;
    return went_well(capture) ? EXIT_STATUS_GOOD : EXIT_STATUS_LOST;
}
