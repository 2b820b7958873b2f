/* SPDX-License-Identifier: MIT */
#include "base/process.h"

#include "base/files.h"
#include "base/messages.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/sched.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

int64_t monotonic_us(void) {
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

enum { FIRST_FREE = 3 + PROCESS_EXTRA_MOST };

/* ---- between fork and exec: only async-signal-safe calls, and no change of our memory ---- */

static int child_streams(const struct process *process) {
    int wanted[FIRST_FREE] = {process->in, process->out, process->err};
    int moved[FIRST_FREE];
    const int count = 3 + (int)process->extra_count;
    for (int i = 3; i < count; i++)
        wanted[i] = process->extra[i - 3];
    /* First out of the way, so that none is overwritten before its turn. */
    for (int i = 0; i < count; i++) {
        int fd = wanted[i] >= 0 ? wanted[i] : open("/dev/null", O_RDWR | O_CLOEXEC);
        moved[i] = fd < 0 ? -1 : fcntl(fd, F_DUPFD_CLOEXEC, FIRST_FREE);
        if (moved[i] < 0)
            return -1;
    }
    for (int i = 0; i < count; i++)
        if (dup2(moved[i], i) < 0)
            return -1;
    /* Ours are close-on-exec; those that our own caller leaked to us are made so here. */
    return close_range((unsigned)count, ~0U, CLOSE_RANGE_CLOEXEC);
}

static int child_limits(const struct process *process) {
    for (size_t i = 0; i < process->limit_count; i++) {
        rlim_t value = (rlim_t)process->limits[i].value;
        struct rlimit limit = {value, value};
        if (setrlimit((__rlimit_resource_t)process->limits[i].resource, &limit) < 0)
            return -1;
    }
    return 0;
}

static void child_signals(void) {
    struct sigaction normal = {.sa_handler = SIG_DFL};
    for (int number = 1; number < NSIG; number++)
        (void)sigaction(number, &normal, NULL); /* fails for SIGKILL and SIGSTOP, rightly */
    sigset_t none;
    (void)sigemptyset(&none);
    (void)sigprocmask(SIG_SETMASK, &none, NULL);
}

static NORETURN void child(const struct process *process, int report) {
    child_signals();
    (void)setpgid(0, 0);
    (void)prctl(PR_SET_PDEATHSIG, SIGKILL);
    report = fcntl(report, F_DUPFD_CLOEXEC, FIRST_FREE);
    if (child_streams(process) == 0 && child_limits(process) == 0 &&
        (process->folder == NULL || chdir(process->folder) == 0) &&
        (process->prepare == NULL || process->prepare() == 0)) {
        char *const *argv = (char *const *)(uintptr_t)process->argv;
        char *const *envp = (char *const *)(uintptr_t)process->envp;
        (void)execvpe(argv[0], argv, envp == NULL ? environ : envp);
    }
    int number = errno;
    (void)!write(report, &number, sizeof number);
    _exit(127);
}

/* ---- the parent ---- */

struct birth {
    const struct process *process;
    int report;
};

static int be_born(void *context) {
    const struct birth *birth = context;
    child(birth->process, birth->report);
}

/* Without a copy of our memory, which takes longer than all else that we do for a case: the child
 * uses it, on a stack of its own, until it is another program, and this thread waits so long. No
 * handler of ours may run in it. */
static pid_t spawn_sharing(struct birth *birth) {
    enum { STACK = 65536 };
    char *stack = malloc(STACK);
    sigset_t all, before;
    (void)sigfillset(&all);
    if (stack == NULL)
        return -1;
    (void)pthread_sigmask(SIG_SETMASK, &all, &before);
    pid_t pid = clone(be_born, stack + STACK, CLONE_VM | CLONE_VFORK | SIGCHLD, birth);
    (void)pthread_sigmask(SIG_SETMASK, &before, NULL);
    free(stack);
    return pid;
}

/* As fork(), but the child is born in a control group: to move it later would be slower, and some
 * of what it does would be nobody's. */
static pid_t fork_into(int cgroup) {
    struct clone_args arguments = {
        .flags = CLONE_INTO_CGROUP, .exit_signal = SIGCHLD, .cgroup = (unsigned)cgroup};
    return (pid_t)syscall(SYS_clone3, &arguments, sizeof arguments);
}

/* AddressSanitizer follows one stack for each thread. */
#if defined(__SANITIZE_ADDRESS__)
#define MAY_SHARE false
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define MAY_SHARE false
#endif
#endif
#ifndef MAY_SHARE
#define MAY_SHARE true
#endif

static pid_t bear(struct birth *birth) {
    const int cgroup = birth->process->cgroup;
    if (cgroup < 0 && MAY_SHARE)
        return spawn_sharing(birth);
    pid_t pid = cgroup < 0 ? fork() : fork_into(cgroup);
    if (pid == 0)
        child(birth->process, birth->report);
    return pid;
}

int process_spawn(const struct process *process, pid_t *ret_pid, struct error *error) {
    int report[2];
    if (pipe2(report, O_CLOEXEC) < 0)
        return error_set_errno(error, ERROR_FAULT, _("cannot start %s"), process->argv[0]);
    FD_AUTO report_out = report[0];
    FD_AUTO report_in = report[1];
    pid_t pid = bear(&(struct birth){process, report_in});
    if (pid < 0)
        return error_set_errno(error, ERROR_FAULT, _("cannot start %s"), process->argv[0]);
    (void)setpgid(pid, pid); /* whoever comes first, parent or child */
    fd_close(&report_in);
    int number;
    if (fd_read(report_out, &number, sizeof number) == (ssize_t)sizeof number) {
        (void)waitpid(pid, NULL, 0);
        errno = number;
        return error_set_errno(error, ERROR_FAULT, _("cannot start %s"), process->argv[0]);
    }
    *ret_pid = pid;
    return 0;
}

static int milliseconds_left(int64_t end_us) {
    int64_t left = end_us - monotonic_us();
    return left <= 0 ? 0 : (int)(left / 1000 + 1);
}

bool fd_ready(int fd, int wait_ms) {
    const int64_t end_us = monotonic_us() + (int64_t)wait_ms * 1000;
    struct pollfd polled = {.fd = fd, .events = POLLIN};
    int ready;
    while ((ready = poll(&polled, 1, milliseconds_left(end_us))) < 0 && errno == EINTR)
        ;
    return ready > 0;
}

/* One stream of a child that runs: the pipe's end and where its bytes go. */
struct tap {
    int fd;
    struct bytes *kept;
};

/* Reads once what is there; closes the tap at its end. */
static void tap_read(struct tap *tap) {
    char block[65536];
    ssize_t got = fd_read(tap->fd, block, sizeof block);
    if (got > 0)
        bytes_append(tap->kept, block, (size_t)got);
    else if (got == 0 || errno != EAGAIN)
        fd_close(&tap->fd);
}

/* Collects output until the process has ended. 0, or -1 when the time was over before. */
static int collect(int pidfd, struct tap taps[2], int64_t end_us) {
    for (;;) {
        struct pollfd polled[3] = {{.fd = pidfd, .events = POLLIN},
                                   {.fd = taps[0].fd, .events = POLLIN},
                                   {.fd = taps[1].fd, .events = POLLIN}};
        int left = milliseconds_left(end_us);
        (void)poll(polled, 3, left);
        for (int i = 0; i < 2; i++)
            if (polled[i + 1].revents != 0)
                tap_read(&taps[i]);
        if (polled[0].revents != 0)
            return 0;
        if (left == 0)
            return -1;
    }
}

/* Reads what an ended process left in its pipes, without waiting for others that hold them open. */
static void drain(struct tap taps[2]) {
    const size_t most = 1 << 20; /* more than a pipe holds: an endless writer must not keep us */
    for (int i = 0; i < 2; i++)
        for (size_t blocks = 0; taps[i].fd >= 0 && blocks < most / 65536; blocks++) {
            if (!fd_ready(taps[i].fd, 0))
                break;
            tap_read(&taps[i]);
        }
}

static void reap(pid_t pid, struct process_end *end) {
    int status = 0;
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
        ;
    end->exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    end->signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

static int run_to_end(pid_t pid, struct tap taps[2], int64_t end_us, struct process_end *ret_end,
                      struct error *error) {
    FD_AUTO pidfd = pidfd_open(pid, 0);
    if (pidfd < 0)
        (void)error_set_errno(error, ERROR_FAULT, _("cannot watch a child process"));
    *ret_end = (struct process_end){.timed_out = pidfd >= 0 && collect(pidfd, taps, end_us) < 0};
    (void)kill(-pid, SIGKILL); /* also what it left behind in its group */
    drain(taps);
    reap(pid, ret_end);
    return pidfd < 0 ? -1 : 0;
}

int process_run(const struct process *process, int64_t wall_ms, struct bytes *out,
                struct bytes *err, struct process_end *ret_end, struct error *error) {
    int64_t end_us = monotonic_us() + wall_ms * 1000;
    int pipes[2][2] = {{-1, -1}, {-1, -1}};
    bool both = out != NULL && out == err;
    if ((out != NULL && pipe2(pipes[0], O_CLOEXEC) < 0) ||
        (err != NULL && !both && pipe2(pipes[1], O_CLOEXEC) < 0)) {
        (void)error_set_errno(error, ERROR_FAULT, _("cannot start %s"), process->argv[0]);
        fd_close(&pipes[0][0]);
        fd_close(&pipes[0][1]);
        return -1;
    }
    struct tap taps[2] = {{pipes[0][0], out}, {pipes[1][0], err}};
    struct process wired = *process;
    wired.out = pipes[0][1];
    wired.err = both ? pipes[0][1] : pipes[1][1];
    pid_t pid = -1;
    int result = process_spawn(&wired, &pid, error);
    fd_close(&pipes[0][1]);
    fd_close(&pipes[1][1]);
    if (result == 0)
        result = run_to_end(pid, taps, end_us, ret_end, error);
    fd_close(&taps[0].fd);
    fd_close(&taps[1].fd);
    return result;
}
