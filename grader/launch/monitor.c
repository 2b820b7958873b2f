/* SPDX-License-Identifier: MIT */
#include "launch/monitor.h"

#include "base/files.h"

#include <ctype.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
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

/* The letter and the process group that stand behind the name, which may hold anything. */
static bool read_stat(int proc, const char *pid, char *ret_state, pid_t *ret_group) {
    char path[64], text[512];
    (void)snprintf(path, sizeof path, "%.32s/stat", pid);
    FD_AUTO fd = openat(proc, path, O_RDONLY | O_CLOEXEC);
    ssize_t length = fd < 0 ? -1 : fd_read(fd, text, sizeof text - 1);
    if (length <= 0)
        return false;
    text[length] = '\0';
    const char *behind = strrchr(text, ')');
    return behind != NULL && sscanf(behind, ") %c %*d %d", ret_state, ret_group) == 2;
}

bool monitor_is_stopped(pid_t pid) {
    char name[32], state = 0;
    pid_t group;
    FD_AUTO proc = open("/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    (void)snprintf(name, sizeof name, "%d", (int)pid);
    return proc >= 0 && read_stat(proc, name, &state, &group) && state == 'T';
}

/* The folder of threads has two links, and one more for each. */
static int64_t threads_of(int proc, const char *pid) {
    char path[64];
    struct stat task;
    (void)snprintf(path, sizeof path, "%.32s/task", pid);
    return fstatat(proc, path, &task, 0) == 0 && task.st_nlink > 2 ? (int64_t)task.st_nlink - 2 : 1;
}

int64_t monitor_threads(int proc, int64_t most, pid_t group) {
    int copy = openat(proc, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *names = copy < 0 ? NULL : fdopendir(copy);
    if (names == NULL) {
        fd_close(&copy);
        return 0;
    }
    int64_t count = 0;
    for (struct dirent *entry; count <= most && (entry = readdir(names)) != NULL;) {
        char state;
        pid_t its_group;
        if (!isdigit((unsigned char)entry->d_name[0]))
            continue;
        if (group == 0 ||
            (read_stat(proc, entry->d_name, &state, &its_group) && its_group == group))
            count += threads_of(proc, entry->d_name);
    }
    (void)closedir(names);
    return count;
}
