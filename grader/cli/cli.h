/* SPDX-License-Identifier: MIT */
/* The commands. Each has a file command_<name>.c with one function that reads its arguments, does
 * the work and returns the exit status; what goes wrong it says in `error`, and main prints that.
 */
#ifndef MPIGRADE_CLI_CLI_H
#define MPIGRADE_CLI_CLI_H

#include "base/arena.h"
#include "base/error.h"
#include "base/limits.h"
#include "capture/capture.h"
#include "launch/launch.h"
#include "report/page.h"
#include "report/report.h"
#include "rubric/rubric.h"

#include <argp.h>
#include <stddef.h>
#include <sys/types.h>

enum exit_status {
    EXIT_STATUS_GOOD = 0,  /* full marks, or as many as --require asks for */
    EXIT_STATUS_LOST = 1,  /* points lost, or not gradable */
    EXIT_STATUS_USAGE = 2, /* wrong command line, broken rubric */
    EXIT_STATUS_FAULT = 3, /* we failed */
};

/* What all commands share. */
struct program {
    struct arena *arena;          /* for the life of the process */
    const char *data;             /* holds rubrics/, exercises/, patterns/; NULL: not found */
    const char *tools;            /* the folder of this program; the agent lies there, too */
    struct report_style out, err; /* how to write to stdout and to stderr */
    pid_t janitor;                /* 0: none; see workspace.c */
    int janitor_pipe;
    const char *memory; /* the part of the workspace that lies in memory, or NULL */
};

/* X(name, what it does) */
#define COMMANDS(X)                                                                                \
    X(list, N_("List the exercises by topic."))                                                    \
    X(show, N_("Show the handout of an exercise."))                                                \
    X(start, N_("Copy the starter files of an exercise."))                                         \
    X(grade, N_("Grade a submission and report what was right and what was not."))                 \
    X(run, N_("Run a program and show what each rank printed."))                                   \
    X(trace, N_("Run a program and draw who called what, and which message went where."))          \
    X(report, N_("Write what a batch found, or one report, in another format."))                   \
    X(rubric, N_("Check rubrics: each must be valid, and its reference must earn full marks."))    \
    X(batch, N_("Grade every submission of a class."))                                             \
    X(override, N_("Give a student other points than the grader did."))                            \
    X(doctor, N_("Say what of MPI, sandbox and limits works on this machine."))

/* -1 with `error` set, or the exit status. argv[0] is "mpigrade NAME". */
typedef int command_function(struct program *program, int argc, char **argv, struct error *error);

#define X(name, purpose) command_function command_##name;
COMMANDS(X)
#undef X

/* ---- options.c ---- */

/* What commands that run programs take: --sandbox, --limit, --python. */
struct launch_arguments {
    struct launcher_options launcher;
    struct limits limits; /* 0: not given */
};

/* What commands that write a report take: --view, --after-due, --published, --verbose. */
struct view_arguments {
    enum report_view view;
    bool after_due, published, verbose;
};

/* What a command tells of its arguments, for parsing and for its --help. */
struct command_line {
    const struct argp_option *options;
    argp_parser_t parser;
    const char *usage;               /* names the arguments */
    const char *purpose;             /* what it does */
    const char *details;             /* the help's last paragraphs; NULL: none */
    void *input;                     /* of the parser */
    struct launch_arguments *launch; /* NULL: the command runs no programs */
    struct view_arguments *view;     /* NULL: it writes no report */
};

/* Parses the arguments; --lang is added. Ends the process after --help and on wrong usage. */
void options_parse(const struct command_line *line, int argc, char **argv);

/* The value of --lang among the arguments before "--", or NULL. */
const char *options_language(int argc, char **argv);

/* A whole number between `least` and `most`; ends the process with a message when it is none. */
long options_number(const struct argp_state *state, const char *text, long least, long most);

/* The format that is named; ends the process with a message when there is none. */
int options_format(const struct argp_state *state, const char *text);

/* The format named (-1: none), that of the output's suffix, or the other one. */
enum report_format options_choose_format(int format, const char *output,
                                         enum report_format otherwise);

/* How a report is written to `output`. */
struct report_style options_style(const struct program *program, const struct view_arguments *view,
                                  const char *output);

/* `limits` with what the command line says of them. */
void options_limit(const struct launch_arguments *arguments, struct limits *limits);

/* ---- exercises.c ---- */

struct exercise_names {
    size_t count, capacity;
    const char **ids; /* sorted */
};

/* The ids of all exercises in the data folder. */
int exercises_list(struct program *program, struct exercise_names *ret_names,
                   struct error *error) MUST_USE;

/* The path of the rubric that `text` names: an id, a unique prefix of one, or a path. */
const char *exercise_rubric(struct program *program, const char *text,
                            struct error *error) MUST_USE;

/* The JSON Schema of rubrics lies among them and is none. */
bool exercise_is_schema(const char *path);

/* Its folder with the handout and the starter files. */
const char *exercise_folder(struct program *program, const char *text,
                            struct error *error) MUST_USE;

/* ---- workspace.c ---- */

/* A launcher for a command that runs programs; from now on temporary files lie in a folder that is
 * removed when this process ends, however it ends. */
struct launcher *workspace_launcher(struct program *program, const struct launcher_options *options,
                                    struct error *error) MUST_USE;

/* Waits until the folder is gone. */
void workspace_close(struct program *program);

/* ---- terminal.c ---- */

/* Makes characters and their widths known as the user's locale has them. */
void terminal_locale(void);
struct report_style terminal_style(int fd);

/* Prints an error and what to do about it. */
void terminal_complain(const struct program *program, const struct error *error);

/* Whether --output means standard output: NULL or "-". */
bool terminal_is_output(const char *output);

/* Writes to the file `output`, or to standard output. */
int terminal_write(const char *output, const char *bytes, size_t length,
                   struct error *error) MUST_USE;

/* ---- github_files.c ---- */

/* Adds what the format has for them to the files that GitHub Actions names in the environment. */
int github_files_write(const json_t *report, enum report_format format,
                       const struct report_style *style, struct error *error) MUST_USE;

/* ---- program_run.c: what run and trace share ---- */

struct run_view {
    const char *purpose;               /* for --help */
    const struct argp_option *options; /* more than those of run, ended by {0}; NULL: none */
    error_t (*parse)(void *context, int key, const char *text, const struct argp_state *state);
    /* NULL, or draws something between what was printed and what was found. */
    void (*draw)(const void *context, struct page *page, const struct capture *capture);
    void *context;
};

/* Runs the program that the arguments name and tells what came of it. */
int program_run(struct program *program, const struct run_view *view, int argc, char **argv,
                struct error *error);

#endif
