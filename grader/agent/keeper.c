/* SPDX-License-Identifier: MIT */
/* A job must end as a whole, its daemons too, where there is no sandbox; and where there is one,
 * also when that is killed while it is being set up.
 *
 * Theory of operation: the keeper makes itself the reaper of all its descendants (Linux gives it
 * the orphans), starts the command and waits. When the command has ended, or the grader sends
 * SIGTERM or dies, it kills its children until none is left: whoever loses a parent becomes its
 * child and is next. Descriptor 3, which the command does not get, is open until then. */
#include "agent/agent.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

static void kill_children(void) {
    FILE *list = fopen("/proc/thread-self/children", "re");
    int pid;
    while (list != NULL && fscanf(list, "%d", &pid) == 1)
        (void)kill(pid, SIGKILL);
    if (list != NULL)
        (void)fclose(list);
}

static void kill_all(void) {
    do
        kill_children();
    while (waitpid(-1, NULL, 0) > 0 || errno == EINTR);
}

/* Waits for the command or for SIGTERM; gives the command's exit status, or -1. */
static int wait_for_command(pid_t command, const sigset_t *signals) {
    for (;;) {
        int number = sigwaitinfo(signals, NULL);
        if (number == SIGTERM)
            return -1;
        int status;
        for (pid_t pid; (pid = waitpid(-1, &status, WNOHANG)) > 0;)
            if (pid == command)
                return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }
}

/* Descriptors beside the streams: LIFELINE is ours, those behind it are the command's. */
enum { LIFELINE = 3 };

int run_keeper(char **argv) {
    const pid_t grader = atoi(argv[0]);
    sigset_t signals, before;
    (void)sigemptyset(&signals);
    (void)sigaddset(&signals, SIGTERM);
    (void)sigaddset(&signals, SIGCHLD);
    (void)sigprocmask(SIG_BLOCK, &signals, &before);
    if (prctl(PR_SET_CHILD_SUBREAPER, 1) < 0 || prctl(PR_SET_PDEATHSIG, SIGTERM) < 0)
        return agent_fault("cannot keep the job together");
    if (getppid() != grader) /* it died before we could ask to be told */
        return 128 + SIGTERM;
    pid_t command = fork();
    if (command < 0)
        return agent_fault("cannot fork");
    if (command == 0) {
        (void)close(LIFELINE);
        (void)sigprocmask(SIG_SETMASK, &before, NULL);
        (void)execvp(argv[1], argv + 1);
        _exit(agent_fault(argv[1]));
    }
    close_from(LIFELINE + 1);
    int status = wait_for_command(command, &signals);
    kill_all();
    return status < 0 ? 128 + SIGTERM : status;
}
