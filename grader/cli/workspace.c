/* SPDX-License-Identifier: MIT */
/* All temporary files of a command lie in two folders, which a janitor removes: a child that does
 * nothing but wait until this process is gone, however it ended. It sees that by a pipe of which
 * only we hold the writing end. */
#include "cli/cli.h"

#include "base/files.h"
#include "base/messages.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* What is killed with us may need a moment to be gone, and writes until then. */
static void remove_for_sure(const char *folder) {
    const struct timespec moment = {.tv_nsec = 50000000};
    for (int i = 0; folder != NULL && i < 20 && tree_remove(folder, NULL) != 0; i++)
        (void)nanosleep(&moment, NULL);
}

/* Ctrl-C is for us and not for the janitor. */
NORETURN static void wait_and_clean(int pipe, const char *folder, const char *memory) {
    char byte;
    (void)setsid();
    (void)signal(SIGINT, SIG_IGN);
    (void)signal(SIGTERM, SIG_IGN);
    (void)signal(SIGHUP, SIG_IGN);
    while (fd_read(pipe, &byte, 1) > 0)
        continue;
    remove_for_sure(folder);
    remove_for_sure(memory);
    _exit(0);
}

static int start_janitor(struct program *program, const char *folder, const char *memory,
                         struct error *error) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
        return error_set_errno(error, ERROR_FAULT, _("cannot make a pipe"));
    pid_t janitor = fork();
    if (janitor == 0) {
        (void)close(ends[1]);
        wait_and_clean(ends[0], folder, memory);
    }
    fd_close(&ends[0]);
    if (janitor < 0) {
        (void)error_set_errno(error, ERROR_FAULT, _("cannot start a child process"));
        fd_close(&ends[1]);
        return -1;
    }
    program->janitor = janitor;
    program->janitor_pipe = ends[1];
    return 0;
}

/* One folder for files, and one in memory for what runs, where the machine has that. */
static int open_workspace(struct program *program, struct error *error) {
    const char *folder = tree_make(program->arena, "mpigrade", error);
    if (folder == NULL)
        return -1;
    const char *memory = tree_make_in(program->arena, "/dev/shm", "mpigrade", NULL);
    if (start_janitor(program, folder, memory, error) != 0) {
        remove_for_sure(folder);
        remove_for_sure(memory);
        return -1;
    }
    (void)setenv("TMPDIR", folder, 1);
    (void)setenv(LAUNCH_MEMORY, memory == NULL ? "" : memory, 1);
    return 0;
}

struct launcher *workspace_launcher(struct program *program, const struct launcher_options *options,
                                    struct error *error) {
    return open_workspace(program, error) == 0 ? launcher_new(options, error) : NULL;
}

void workspace_close(struct program *program) {
    if (program->janitor == 0)
        return;
    (void)close(program->janitor_pipe);
    (void)waitpid(program->janitor, NULL, 0);
    program->janitor = 0;
}
