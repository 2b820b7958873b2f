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

int64_t monitor_processes(int proc, int64_t most) {
    int copy = openat(proc, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *names = copy < 0 ? NULL : fdopendir(copy);
    if (names == NULL) {
        fd_close(&copy);
        return 0;
    }
    int64_t count = 0;
    for (struct dirent *entry; count <= most && (entry = readdir(names)) != NULL;)
        count += isdigit((unsigned char)entry->d_name[0]) != 0;
    (void)closedir(names);
    return count;
}
