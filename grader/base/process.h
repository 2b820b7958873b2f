/* SPDX-License-Identifier: MIT */
/* Child processes.
 *
 * Theory of operation: a child gets a process group of its own, exactly the descriptors that it is
 * given and no others, default signals, and dies with the thread that
 * started it. What fails between fork and exec comes back as an errno through a close-on-exec pipe,
 * so "no such program" is an error of process_spawn() and not an exit status. */
#ifndef MPIGRADE_BASE_PROCESS_H
#define MPIGRADE_BASE_PROCESS_H

#include "base/bytes.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct process_limit {
    int resource; /* RLIMIT_... */
    int64_t value;
};

enum { PROCESS_EXTRA_MOST = 5 };

struct process {
    const char *const *argv; /* NULL-ended; argv[0] is looked up on our PATH when it has no slash */
    const char *const *envp; /* NULL-ended; NULL: ours */
    const char *folder;      /* to run in; NULL: ours */
    int in, out, err;        /* what becomes 0, 1 and 2; -1: /dev/null */
    const int *extra;        /* what becomes 3, 4 and so on; */
    size_t extra_count;      /* PROCESS_EXTRA_MOST at most */
    int cgroup;              /* the folder of the control group to be born in; -1: ours */
    int (*prepare)(void);    /* the child's last act before exec, -1 with errno: no exec; or NULL */
    size_t limit_count;
    const struct process_limit *limits;
};

/* A process with nothing on its streams: `struct process p = PROCESS(argv);` */
#define PROCESS(arguments)                                                                         \
    { .argv = (arguments), .in = -1, .out = -1, .err = -1, .cgroup = -1 }

/* Starts it. The caller waits for it, and may kill its group: kill(-pid, SIGKILL). */
int process_spawn(const struct process *process, pid_t *ret_pid, struct error *error) MUST_USE;

/* How a process that was run to its end did. */
struct process_end {
    int exit_code;  /* -1 when a signal ended it */
    int signal;     /* 0 when none */
    bool timed_out; /* we killed it and its group */
};

/* Runs it to its end, or for `wall_ms` and then kills its group. What it writes goes to `out` and
 * `err` up to their caps and is otherwise read and dropped; NULL sends a stream to /dev/null, and
 * the same buffer for both mixes them as they come. process->in is used, its out and err are not.
 * Descendants that keep a stream open are not waited for. */
int process_run(const struct process *process, int64_t wall_ms, struct bytes *out,
                struct bytes *err, struct process_end *ret_end, struct error *error) MUST_USE;

/* Whether there is something to read, or an end, within so many milliseconds; of a pidfd, whether
 * its process has ended. Signals do not shorten the wait. */
bool fd_ready(int fd, int wait_ms);

/* How many threads all processes of this user have, as far as /proc shows them. */
uint64_t process_count_own(void);

/* CLOCK_MONOTONIC. */
int64_t monotonic_us(void);

#endif
