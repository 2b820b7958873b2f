/* SPDX-License-Identifier: MIT */
/* All temporary files of a command lie in two folders, one of them in memory, which a janitor
 * removes: a child that does nothing but wait until this process and its jobs are gone, however
 * they ended. It sees that by a pipe of which only we and the keepers of jobs (agent/keeper.c) hold
 * the writing end: a job that still runs may make a folder anew that was just removed. */
#include "cli/cli.h"

#include "base/files.h"
#include "base/messages.h"

#include <fcntl.h>
#include <signal.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

struct workspace {
    const char *folders[2]; /* the second in memory; NULL where there is no such place */
};

/* Where keepers cannot be told of, jobs may still write while they die. */
static void clean(const struct workspace *workspace) {
    enum { TRIES = 100, PAUSE_US = 20000 };
    for (size_t i = 0; i < ARRAY_LEN(workspace->folders); i++)
        for (int left = TRIES; workspace->folders[i] != NULL && left > 0; left--) {
            if (tree_remove(workspace->folders[i], NULL) == 0)
                break;
            (void)usleep(PAUSE_US);
        }
}

/* Ctrl-C is for us and not for the janitor, and who waits for the end of our output must not wait
 * for the janitor's. */
NORETURN static void wait_and_clean(int pipe, const struct workspace *workspace) {
    char byte;
    (void)setsid();
    (void)signal(SIGINT, SIG_IGN);
    (void)signal(SIGTERM, SIG_IGN);
    (void)signal(SIGHUP, SIG_IGN);
    if (pipe != 0)
        (void)dup2(pipe, 0);
    (void)close_range(1, ~0U, 0);
    while (fd_read(0, &byte, 1) > 0)
        continue;
    clean(workspace);
    _exit(0);
}

/* Starts the janitor. -1 with errno. */
static int watch_over(struct program *program, const struct workspace *workspace) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
        return -1;
    pid_t janitor = fork();
    if (janitor == 0) {
        (void)close(ends[1]);
        wait_and_clean(ends[0], workspace);
    }
    (void)close(ends[0]);
    if (janitor < 0) {
        (void)close(ends[1]);
        return -1;
    }
    program->janitor = janitor;
    program->janitor_pipe = ends[1];
    return 0;
}

static int open_workspace(struct program *program, struct error *error) {
    struct workspace workspace = {{tree_make(program->arena, "mpigrade", error),
                                   tree_make_in(program->arena, "/dev/shm", "mpigrade", NULL)}};
    int status = workspace.folders[0] == NULL ? -1 : 0;
    if (status == 0 && watch_over(program, &workspace) != 0)
        status = error_set_errno(error, ERROR_FAULT, _("cannot start a child process"));
    if (status != 0) {
        clean(&workspace);
        return -1;
    }
    (void)setenv("TMPDIR", workspace.folders[0], 1);
    program->memory = workspace.folders[1];
    return 0;
}

struct launcher *workspace_launcher(struct program *program, const struct launcher_options *options,
                                    struct error *error) {
    if (open_workspace(program, error) != 0)
        return NULL;
    struct launcher_options all = *options;
    all.memory = program->memory;
    all.lifeline = program->janitor_pipe;
    struct launcher *launcher = launcher_new(&all, error);
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
