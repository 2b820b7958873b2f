/* SPDX-License-Identifier: MIT */
/* mpigrade start: copies the starter files; what is there already is never written over. */
#include "cli/cli.h"

#include "base/files.h"
#include "base/messages.h"

#include <dirent.h>
#include <stdio.h>
#include <unistd.h>

struct arguments {
    const char *exercise, *folder;
};

static error_t parse(int key, char *text, struct argp_state *state) {
    struct arguments *arguments = state->input;
    if (key == ARGP_KEY_ARG && state->arg_num == 0)
        arguments->exercise = text;
    else if (key == ARGP_KEY_ARG && state->arg_num == 1)
        arguments->folder = text;
    else if (key == ARGP_KEY_ARG)
        argp_error(state, _("too many arguments: %s"), text);
    else if (key == ARGP_KEY_NO_ARGS)
        argp_error(state, _("which exercise? mpigrade list shows all"));
    else
        return ARGP_ERR_UNKNOWN;
    return 0;
}

/* Calls `act` on each starter file with its path and that of its copy. */
static int for_each_file(struct program *program, const char *from, const char *to,
                         int (*act)(const char *file, const char *copy, struct error *error),
                         struct error *error) {
    DIR *stream = opendir(from);
    if (stream == NULL)
        return error_set_errno(error, ERROR_USAGE, _("the exercise has no starter files"));
    int status = 0;
    for (struct dirent *item; status == 0 && (item = readdir(stream)) != NULL;) {
        const char *file = path_join(program->arena, from, item->d_name);
        if (item->d_name[0] != '.' && path_is_file(file))
            status = act(file, path_join(program->arena, to, item->d_name), error);
    }
    (void)closedir(stream);
    return status;
}

static int refuse_existing(const char *file, const char *copy, struct error *error) {
    (void)file;
    if (access(copy, F_OK) != 0)
        return 0;
    error_set(error, ERROR_USAGE, _("%s is there already; nothing was copied"), copy);
    error_advise(error, _("Name another folder: mpigrade start EXERCISE FOLDER."));
    return -1;
}

static int copy_file(const char *file, const char *copy, struct error *error) {
    if (file_copy(file, copy, error) != 0)
        return -1;
    (void)printf("%s\n", copy);
    return 0;
}

int command_start(struct program *program, int argc, char **argv, struct error *error) {
    struct arguments arguments = {.folder = "."};
    const struct command_line line = {
        .parser = parse,
        .usage = _("EXERCISE [FOLDER]"),
        .purpose =
            _("Copy the starter files of an exercise to FOLDER, by default the current one."),
        .input = &arguments};
    options_parse(&line, argc, argv);
    const char *folder = exercise_folder(program, arguments.exercise, error);
    if (folder == NULL)
        return -1;
    const char *from = path_join(program->arena, folder, "starter");
    if (for_each_file(program, from, arguments.folder, refuse_existing, error) != 0 ||
        folder_make(arguments.folder, error) != 0 ||
        for_each_file(program, from, arguments.folder, copy_file, error) != 0)
        return -1;
    return EXIT_STATUS_GOOD;
}
