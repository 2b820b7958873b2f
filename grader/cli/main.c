/* SPDX-License-Identifier: MIT */
/* Finds the command and lets it work. Nobody else prints errors or ends with a status. */
#include "cli/cli.h"

#include "base/files.h"
#include "base/messages.h"
#include "base/near.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct command {
    const char *name, *purpose;
    command_function *function;
} commands[] = {
#define X(name, purpose) {#name, purpose, command_##name},
    COMMANDS(X)
#undef X
};

static void print_help(FILE *out) {
    (void)fprintf(out, "%s\n\n", _("Usage: mpigrade COMMAND [ARGUMENT...]"));
    for (size_t i = 0; i < ARRAY_LEN(commands); i++)
        (void)fprintf(out, "  %-8s %s\n", commands[i].name, _(commands[i].purpose));
    (void)fprintf(out, "\n  %-14s %s\n", "--help", _("Show this help; after a command: its own."));
    (void)fprintf(out, "  %-14s %s\n", "--version", _("Show the version."));
    (void)fprintf(out, "  %-14s %s\n", "--lang en|es", _("The language of all messages."));
}

static int unknown_command(const char *text, struct error *error) {
    const char *names[ARRAY_LEN(commands)];
    for (size_t i = 0; i < ARRAY_LEN(commands); i++)
        names[i] = commands[i].name;
    const char *near = near_name(text, names, ARRAY_LEN(names));
    error_set(error, ERROR_USAGE, _("there is no command %s"), text);
    if (near != NULL)
        error_advise(error, _("Did you mean \"%s\"? mpigrade --help lists the commands."), near);
    else
        error_advise(error, _("mpigrade --help lists the commands."));
    return -1;
}

static int run_command(struct program *program, int argc, char **argv, struct error *error) {
    for (size_t i = 0; i < ARRAY_LEN(commands); i++) {
        if (strcmp(commands[i].name, argv[0]) == 0) {
            argv[0] = arena_printf(program->arena, "mpigrade %s", commands[i].name);
            return commands[i].function(program, argc, argv, error);
        }
    }
    return unknown_command(argv[0], error);
}

/* What stands before the command. Returns the index of the command, or of the end. */
static int skip_options(int argc, char **argv, struct error *error) {
    int i = 1;
    while (i < argc && argv[i][0] == '-') {
        if (strcmp(argv[i], "--lang") == 0)
            i += i + 1 < argc ? 2 : 1;
        else if (strncmp(argv[i], "--lang=", 7) == 0)
            i++;
        else if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-?") == 0 ||
                 strcmp(argv[i], "-h") == 0 || strcmp(argv[i], "--version") == 0 ||
                 strcmp(argv[i], "-V") == 0)
            return i;
        else {
            error_set(error, ERROR_USAGE, _("there is no option %s"), argv[i]);
            error_advise(error, _("mpigrade --help lists the commands."));
            return -1;
        }
    }
    return i;
}

static int dispatch(struct program *program, int argc, char **argv, struct error *error) {
    int first = skip_options(argc, argv, error);
    if (first < 0)
        return -1;
    if (first == argc) {
        print_help(stderr);
        return EXIT_STATUS_USAGE;
    }
    if (strcmp(argv[first], "--version") == 0 || strcmp(argv[first], "-V") == 0) {
        (void)printf("mpigrade %s\n", MPIGRADE_VERSION);
        return EXIT_STATUS_GOOD;
    }
    if (argv[first][0] == '-' || strcmp(argv[first], "help") == 0) {
        print_help(stdout);
        return EXIT_STATUS_GOOD;
    }
    return run_command(program, argc - first, argv + first, error);
}

static int status_of(const struct error *error) {
    switch (error->kind) {
    case ERROR_NOT_GRADABLE:
        return EXIT_STATUS_LOST;
    case ERROR_USAGE:
    case ERROR_RUBRIC:
        return EXIT_STATUS_USAGE;
    case ERROR_NONE:
    case ERROR_FAULT:
        break;
    }
    return EXIT_STATUS_FAULT;
}

/* Where exercises and messages are: MPIGRADE_DATA; the source tree of a program that was not
 * installed (it lies in build/<preset>); or ../share/mpigrade. */
static void find_data(struct program *program, const char *language) {
    struct error ignored = {0};
    const char *own = own_folder(program->arena, &ignored);
    program->tools = own == NULL ? "." : own;
    const char *places[] = {getenv("MPIGRADE_DATA"),
                            path_join(program->arena, program->tools, "../.."),
                            path_join(program->arena, program->tools, "../share/mpigrade")};
    for (size_t i = 0; i < ARRAY_LEN(places) && program->data == NULL; i++) {
        if (places[i] == NULL || !path_is_folder(path_join(program->arena, places[i], "rubrics")))
            continue;
        char *real = realpath(places[i], NULL);
        program->data = arena_strdup(program->arena, real);
        free(real);
    }
    const char *messages = path_join(program->arena, program->tools, "locale");
    if (!path_is_folder(messages))
        messages = path_join(program->arena, program->tools, "../share/mpigrade/locale");
    messages_open(messages, language == NULL ? messages_wanted() : language);
}

int main(int argc, char **argv) {
    /* Whoever reads our output may leave: that is a failed write, not our end. */
    (void)signal(SIGPIPE, SIG_IGN);
    (void)signal(SIGXFSZ, SIG_IGN); /* a limit on the size of files is a failed write, too */
    terminal_locale();
    ARENA_AUTO arena = arena_new();
    struct program program = {.arena = arena, .out = terminal_style(1), .err = terminal_style(2)};
    struct error error = {0};
    find_data(&program, options_language(argc, argv));
    int status = dispatch(&program, argc, argv, &error);
    if (status >= 0 && (fflush(stdout) != 0 || ferror(stdout)))
        status = error_set_errno(&error, ERROR_FAULT, _("cannot write the output"));
    workspace_close(&program);
    if (status < 0) {
        terminal_complain(&program, &error);
        status = status_of(&error);
    }
    return status;
}
