/* SPDX-License-Identifier: MIT */
/* A program without an exercise: run once, then told what it printed and what is amiss. */
#include "cli/cli.h"

#include "base/files.h"
#include "base/messages.h"
#include "base/process.h"
#include "grade/ready.h"
#include "report/run.h"
#include "report/text.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { KEY_STRICT = 0x2100, KEY_PERTURB, MOST_RANKS = 1024, INPUT_BYTES = 64 << 20 };

struct arguments {
    const struct run_view *view;
    const char *path;
    const char *input; /* file */
    struct rubric_case run;
    size_t define_capacity;
    struct arena *arena;
    int format; /* -1: not named */
    const char *output;
    bool verbose;
    struct launch_arguments launch;
};

/* ---- arguments ---- */

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

static error_t parse_option(struct arguments *arguments, int key, const char *text,
                            const struct argp_state *state) {
    const struct run_view *view = arguments->view;
    switch (key) {
    case 'n':
        arguments->run.np = (int)options_number(state, text, 1, MOST_RANKS);
        return 0;
    case 'D':
        parse_define(state, arguments, text);
        return 0;
    case 'i':
        arguments->input = text;
        return 0;
    case 'f':
        arguments->format = options_format(state, text);
        return 0;
    case 'o':
        arguments->output = text;
        return 0;
    case 'v':
        arguments->verbose = true;
        return 0;
    case KEY_STRICT:
        arguments->run.sends = SENDS_SYNCHRONOUS;
        arguments->run.strict_collectives = true;
        return 0;
    case KEY_PERTURB:
        arguments->run.perturb = options_number(state, text, 1, INT32_MAX);
        return 0;
    default:
        return view->parse == NULL ? ARGP_ERR_UNKNOWN
                                   : view->parse(view->context, key, text, state);
    }
}

static error_t parse(int key, char *text, struct argp_state *state) {
    struct arguments *arguments = state->input;
    switch (key) {
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
        return parse_option(arguments, key, text, state);
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

/* The view's own options, behind the common ones. */
static const struct argp_option *all_options(const struct arguments *arguments,
                                             const struct argp_option *common, size_t count) {
    enum { MOST = 8 };
    const struct argp_option *more = arguments->view->options;
    struct argp_option *all = arena_array(arguments->arena, count + MOST + 1, sizeof *all);
    memcpy(all, common, count * sizeof *all);
    for (size_t i = 0; more != NULL && i < MOST && more[i].name != NULL; i++)
        all[count + i] = more[i];
    return all;
}

static void read_arguments(struct arguments *arguments, int argc, char **argv) {
    const struct argp_option options[] = {
        {"np", 'n', _("NUMBER"), 0, _("the number of processes (4); also -np NUMBER"), 0},
        {"define", 'D', _("NAME=NUMBER"), 0, _("a macro for the compiler"), 0},
        {"stdin", 'i', _("FILE"), 0, _("what rank 0 reads from its standard input"), 0},
        {"strict", KEY_STRICT, NULL, 0,
         _("MPI_Send waits until the message is received, and collectives wait for all ranks, as "
           "MPI allows: shows what works only by luck"),
         0},
        {"perturb", KEY_PERTURB, _("SEED"), 0,
         _("small delays at MPI calls, others with each seed: shows what depends on who is first"),
         0},
        {"format", 'f', _("FORMAT"), 0, _("text (else the format of FILE's suffix) or json"), 0},
        {"output", 'o', _("FILE"), 0, _("write to FILE; - is standard output"), 0},
        {"verbose", 'v', NULL, 0, _("also show what the compiler said, and CPU time and memory"),
         0}};
    const struct command_line line = {
        .options = all_options(arguments, options, ARRAY_LEN(options)),
        .parser = parse,
        .usage = _("PATH [-- ARGUMENT...]"),
        .purpose = arguments->view->purpose,
        .details =
            _("PATH is a program in C, C++ or Python, a folder, an archive or a notebook.\n\n"
              "Exit status: 0 all went well; 1 a rank did not end well, something else is amiss, "
              "or it does not compile; 2 wrong usage; 3 mpigrade failed."),
        .input = arguments,
        .launch = &arguments->launch};
    accept_np(argc, argv);
    options_parse(&line, argc, argv);
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

/* ---- the run ---- */

/* An exercise of one case that asks for nothing. */
static struct rubric make_rubric(struct arguments *arguments) {
    struct rubric rubric = {.limits = limits_default, .case_count = 1, .cases = &arguments->run};
    options_limit(&arguments->launch, &rubric.limits);
    return rubric;
}

/* What happened, or `error`; the source says as much as is known. */
static int run(struct program *program, struct arguments *arguments, struct run_source *source,
               struct error *error) {
    const struct rubric rubric = make_rubric(arguments);
    struct capture *capture = NULL;
    struct launcher *launcher = workspace_launcher(program, &arguments->launch.launcher, error);
    if (launcher == NULL)
        return -1;
    struct ready ready = {
        .launcher = launcher, .rubric = &rubric, .arena = program->arena, .any_program = true};
    int status = ready_make(&ready, &arguments->path, 1, error);
    if (status == 0)
        status = ready_run(&ready, &arguments->run, &capture, error);
    source->capture = status == 0 ? capture : NULL;
    ready_describe(&ready, &source->common);
    ready_done(&ready);
    launcher_free(launcher);
    return status;
}

static struct run_source make_source(const struct arguments *arguments, const struct error *error) {
    return (struct run_source){
        .common = {.name = submission_name(arguments->arena, &arguments->path, 1),
                   .error = error,
                   .cores = sysconf(_SC_NPROCESSORS_ONLN),
                   .started = time(NULL)},
        .run = &arguments->run,
        .events = arguments->view->draw != NULL,
    };
}

/* ---- telling ---- */

/* What the compiler said goes where it would go. */
static void print_diagnostics(const struct program *program, const json_t *report, bool verbose) {
    const json_t *build = json_object_get(report, "build");
    struct page page = {.out = stderr, .style = &program->err};
    if (verbose || !json_is_true(json_object_get(build, "ok")))
        page_lines(&page, 0, PAGE_ANY_RANK, member_text(build, "diagnostics"),
                   member_length(build, "diagnostics"), SIZE_MAX);
}

static char *render_text(const struct arguments *arguments, const struct report_style *style,
                         const json_t *report, const struct capture *capture, size_t *ret_length) {
    char *text = NULL;
    FILE *out = open_memstream(&text, ret_length);
    if (out == NULL)
        die("out of memory");
    struct page page = {.out = out, .style = style};
    const struct run_view *view = arguments->view;
    run_text_output(&page, report);
    if (view->draw != NULL)
        view->draw(view->context, &page, capture);
    run_text_findings(&page, report);
    if (fclose(out) != 0)
        die("out of memory");
    return text;
}

static int tell(const struct program *program, const struct arguments *arguments,
                const json_t *report, const struct capture *capture, struct error *error) {
    struct report_style style = program->out;
    bool json =
        options_choose_format(arguments->format, arguments->output, REPORT_TEXT) == REPORT_JSON;
    size_t length = 0;
    style.verbose = arguments->verbose;
    style.colour = style.colour && terminal_is_output(arguments->output);
    if (!json)
        print_diagnostics(program, report, arguments->verbose);
    if (!json && capture == NULL)
        return 0;
    char *text = json ? report_render(report, REPORT_JSON, &style, &length)
                      : render_text(arguments, &style, report, capture, &length);
    int status = terminal_write(arguments->output, text, length, error);
    free(text);
    return status;
}

int program_run(struct program *program, const struct run_view *view, int argc, char **argv,
                struct error *error) {
    struct arguments arguments = {
        .view = view,
        .arena = program->arena,
        .format = -1,
        .run = {.id = "run", .np = 4, .sleep_scale = 1},
    };
    read_arguments(&arguments, argc, argv);
    if (read_input(&arguments, error) != 0)
        return -1;
    struct error problem = {0}; /* stands in the report, too */
    struct run_source source = make_source(&arguments, &problem);
    int64_t start = monotonic_us();
    int status = run(program, &arguments, &source, &problem);
    source.common.wall_us = monotonic_us() - start;
    json_t *report = problem.kind == ERROR_USAGE ? NULL : run_report_new(&source);
    bool well = run_went_well(report);
    if (report != NULL && tell(program, &arguments, report, source.capture, error) != 0) {
        json_decref(report);
        return -1;
    }
    json_decref(report);
    if (status != 0)
        *error = problem;
    return status != 0 ? -1 : well ? EXIT_STATUS_GOOD : EXIT_STATUS_LOST;
}
