/* SPDX-License-Identifier: MIT */
/* All temporary files of a command lie in one folder, which a janitor removes: a child that does
 * nothing but wait until this process is gone, however it ended. It sees that by a pipe of which
 * only we hold the writing end. */
#include "cli/cli.h"

#include "base/files.h"
#include "base/messages.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

/* Ctrl-C is for us and not for the janitor. */
NORETURN static void wait_and_clean(int pipe, const char *folder) {
    char byte;
    (void)setsid();
    (void)signal(SIGINT, SIG_IGN);
    (void)signal(SIGTERM, SIG_IGN);
    (void)signal(SIGHUP, SIG_IGN);
    while (read(pipe, &byte, 1) > 0)
        continue;
    (void)tree_remove(folder, NULL);
    _exit(0);
}

static int open_workspace(struct program *program, struct error *error) {
    int ends[2];
    const char *folder = tree_make(program->arena, "mpigrade", error);
    if (folder == NULL)
        return -1;
    if (pipe2(ends, O_CLOEXEC) != 0)
        return error_set_errno(error, ERROR_FAULT, _("cannot make a pipe"));
    pid_t janitor = fork();
    if (janitor < 0)
        return error_set_errno(error, ERROR_FAULT, _("cannot watch a child process"));
    if (janitor == 0) {
        (void)close(ends[1]);
        wait_and_clean(ends[0], folder);
    }
    (void)close(ends[0]);
    (void)setenv("TMPDIR", folder, 1);
    program->janitor = janitor;
    program->janitor_pipe = ends[1];
    return 0;
}

struct launcher *workspace_launcher(struct program *program, const struct launcher_options *options,
                                    struct error *error) {
    struct launcher *launcher =
        open_workspace(program, error) == 0 ? launcher_new(options, error) : NULL;
    if (launcher != NULL)
        launcher_hide(launcher, getenv("TMPDIR"));
    if (launcher != NULL && program->data != NULL) {
        launcher_hide(launcher, path_join(program->arena, program->data, "rubrics"));
        launcher_hide(launcher, path_join(program->arena, program->data, "patterns"));
        launcher_hide(launcher, path_join(program->arena, program->data, "exercises"));
    }
    return launcher;
}

void workspace_close(struct program *program) {
    if (program->janitor == 0)
        return;
    (void)close(program->janitor_pipe);
    (void)waitpid(program->janitor, NULL, 0);
    program->janitor = 0;
}
