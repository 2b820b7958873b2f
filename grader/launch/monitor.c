/* SPDX-License-Identifier: MIT */
#include "launch/monitor.h"

#include "base/files.h"

#include <ctype.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* The number in word `index` of a one-line file below /proc/PID; 0 when there is none. */
static int64_t number_in(pid_t pid, const char *name, int index) {
    char path[64], line[512];
    (void)snprintf(path, sizeof path, "/proc/%d/%s", (int)pid, name);
    FD_AUTO fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t length = fd < 0 ? -1 : fd_read(fd, line, sizeof line - 1);
    if (length <= 0)
        return 0;
    line[length] = '\0';
    char *at = line;
    for (int i = 0; i < index; i++)
        (void)strtoll(at, &at, 10);
    return strtoll(at, NULL, 10);
}

int64_t monitor_memory(pid_t pid) {
    return number_in(pid, "statm", 1) * sysconf(_SC_PAGESIZE);
}

int64_t monitor_cpu(pid_t pid) {
    return number_in(pid, "schedstat", 0) / 1000;
}

int monitor_open_proc(pid_t pid) {
    char path[64];
    (void)snprintf(path, sizeof path, "/proc/%d/root/proc", (int)pid);
    return open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

/* Resident pages but for those of files and shared memory. */
static int64_t own_pages(int proc, const char *pid) {
    char path[64], line[128];
    (void)snprintf(path, sizeof path, "%.20s/statm", pid);
    FD_AUTO fd = openat(proc, path, O_RDONLY | O_CLOEXEC);
    ssize_t length = fd < 0 ? -1 : fd_read(fd, line, sizeof line - 1);
    if (length <= 0)
        return 0;
    line[length] = '\0';
    char *at = line;
    (void)strtoll(at, &at, 10);
    const int64_t resident = strtoll(at, &at, 10);
    return resident - strtoll(at, NULL, 10);
}

struct job_use monitor_job(int proc, int64_t most) {
    struct job_use use = {0};
    int copy = openat(proc, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *names = copy < 0 ? NULL : fdopendir(copy);
    if (names == NULL) {
        fd_close(&copy);
        return use;
    }
    for (struct dirent *entry; use.processes <= most && (entry = readdir(names)) != NULL;) {
        if (isdigit((unsigned char)entry->d_name[0]) == 0)
            continue;
        use.processes++;
        use.bytes += own_pages(proc, entry->d_name) * sysconf(_SC_PAGESIZE);
    }
    (void)closedir(names);
    return use;
}
