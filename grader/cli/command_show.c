/* SPDX-License-Identifier: MIT */
/* mpigrade show: the handout of an exercise, in the language of the messages. */
#include "cli/cli.h"

#include "base/files.h"
#include "base/messages.h"

#include <stdio.h>

enum { MOST_BYTES = 1 << 20 };

static error_t parse(int key, char *text, struct argp_state *state) {
    const char **exercise = state->input;
    if (key == ARGP_KEY_ARG && state->arg_num == 0)
        *exercise = text;
    else if (key == ARGP_KEY_ARG)
        argp_error(state, _("too many arguments: %s"), text);
    else if (key == ARGP_KEY_NO_ARGS)
        argp_error(state, _("which exercise? mpigrade list shows all"));
    else
        return ARGP_ERR_UNKNOWN;
    return 0;
}

int command_show(struct program *program, int argc, char **argv, struct error *error) {
    const char *exercise = NULL;
    const struct command_line line = {.parser = parse,
                                      .usage = _("EXERCISE"),
                                      .purpose = _("Show the handout of an exercise."),
                                      .input = &exercise};
    options_parse(&line, argc, argv);
    const char *folder = exercise_folder(program, exercise, error);
    if (folder == NULL)
        return -1;
    const char *path =
        arena_printf(program->arena, "%s/handout.%s.md", folder, messages_language());
    if (!path_is_file(path))
        path = path_join(program->arena, folder, "handout.en.md");
    char *text;
    size_t length;
    if (file_read(program->arena, path, MOST_BYTES, ERROR_FAULT, &text, &length, error) != 0 ||
        terminal_write(NULL, text, length, error) != 0)
        return -1;
    return EXIT_STATUS_GOOD;
}
