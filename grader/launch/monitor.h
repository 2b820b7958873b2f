/* SPDX-License-Identifier: MIT */
/* What /proc tells of a running case: limits that no rlimit can name. */
#ifndef MPIGRADE_LAUNCH_MONITOR_H
#define MPIGRADE_LAUNCH_MONITOR_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

int64_t monitor_memory(pid_t pid); /* resident bytes; 0 when the process is gone */
int64_t monitor_cpu(pid_t pid);    /* microseconds of its main thread; 0 when it is gone */

/* The /proc that a process in a sandbox sees, open; -1 while it cannot be had. */
int monitor_open_proc(pid_t pid);

/* What all processes in it use: their threads, counted until there are more than `most`, and the
 * bytes that they do not share. */
struct job_use {
    int64_t threads, bytes;
};
struct job_use monitor_job(int proc, int64_t most);

/* The threads of a process group in it, counted likewise. */
int64_t monitor_threads(int proc, int64_t most, pid_t group);

bool monitor_is_stopped(pid_t pid); /* by a signal */

#endif
