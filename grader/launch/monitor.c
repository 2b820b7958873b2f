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

/* Calls `look` with each process of it until that says no. */
static void each_process(int proc, bool (*look)(void *context, int proc, const char *pid),
                         void *context) {
    int copy = openat(proc, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *names = copy < 0 ? NULL : fdopendir(copy);
    if (names == NULL) {
        fd_close(&copy);
        return;
    }
    for (struct dirent *entry; (entry = readdir(names)) != NULL;) {
        if (isdigit((unsigned char)entry->d_name[0]) && !look(context, proc, entry->d_name))
            break;
    }
    (void)closedir(names);
}

struct job_count {
    struct job_use use;
    int64_t most;
    pid_t group; /* 0: all, and their memory, too */
};

static bool count_process(void *context, int proc, const char *pid) {
    struct job_count *count = context;
    char state;
    pid_t group;
    if (count->group == 0)
        count->use.bytes += own_pages(proc, pid) * sysconf(_SC_PAGESIZE);
    if (count->group == 0 || (read_stat(proc, pid, &state, &group) && group == count->group))
        count->use.threads += threads_of(proc, pid);
    return count->use.threads <= count->most;
}

struct job_use monitor_job(int proc, int64_t most) {
    struct job_count count = {.most = most};
    each_process(proc, count_process, &count);
    return count.use;
}

int64_t monitor_threads(int proc, int64_t most, pid_t group) {
    struct job_count count = {.most = most, .group = group};
    each_process(proc, count_process, &count);
    return count.use.threads;
}
