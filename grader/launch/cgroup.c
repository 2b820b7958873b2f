/* SPDX-License-Identifier: MIT */
/* Theory of operation: the kernel's rules are that controllers are handed down by a group's
 * subtree_control, and that a group which hands down has no processes of its own. So where our own
 * group hands down memory and pids already, jobs become its children; where it does not but holds
 * nobody else than us (systemd-run --scope -p Delegate=yes, a container's first process), we
 * move to a child of it first. Groups that others live in are left alone. */
#include "launch/cgroup.h"

#include "base/files.h"
#include "base/messages.h"
#include "base/process.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define OWN_GROUP "mpigrade-itself"
#define JOB_PREFIX "mpigrade-job-"

enum { REMOVE_MS = 2000 }; /* for the kernel to be done with the dead */

/* ---- small files ---- */

static int write_word(int folder, const char *name, const char *word) {
    FD_AUTO fd = openat(folder, name, O_WRONLY | O_CLOEXEC);
    return fd < 0 ? -1 : fd_write_all(fd, word, strlen(word));
}

/* "" when it cannot be read; what does not fit is cut off. */
static void read_text(int folder, const char *name, char *text, size_t size) {
    FD_AUTO fd = openat(folder, name, O_RDONLY | O_CLOEXEC);
    size_t length = 0;
    for (ssize_t got = fd; got >= 0 && length < size - 1; length += (size_t)got) {
        got = fd_read(fd, text + length, size - 1 - length);
        if (got <= 0)
            break;
    }
    text[length] = '\0';
}

/* Is `word` one of the words of `text`? */
static bool has_word(const char *text, const char *word) {
    size_t length = strlen(word);
    for (const char *at = text; (at = strstr(at, word)) != NULL; at += length)
        if ((at == text || at[-1] == ' ') && strchr(" \n", at[length]) != NULL)
            return true;
    return false;
}

/* The number behind "key " at the start of a line; 0 without one. */
static long long number_after(const char *text, const char *key) {
    size_t length = strlen(key);
    for (const char *line = text; line != NULL && *line != '\0';) {
        if (strncmp(line, key, length) == 0 && line[length] == ' ')
            return strtoll(line + length, NULL, 10);
        line = strchr(line, '\n');
        line = line == NULL ? NULL : line + 1;
    }
    return 0;
}

/* ---- where we are ---- */

/* Of the line "0::/user.slice/..." in /proc/self/cgroup. */
static const char *own_path(struct arena *arena) {
    char text[8192];
    read_text(AT_FDCWD, "/proc/self/cgroup", text, sizeof text);
    const char *line = strncmp(text, "0::", 3) == 0 ? text : strstr(text, "\n0::");
    if (line == NULL)
        return NULL;
    line = strchr(line, '/');
    return line == NULL ? NULL : arena_strndup(arena, line, strcspn(line, "\n"));
}

/* The folder of the group `path`: a mount shows the hierarchy from a root of its own. */
static const char *folder_of(struct arena *arena, const char *path) {
    FILE *mounts = fopen("/proc/self/mountinfo", "re");
    char line[8192], root[4096], point[4096];
    const char *found = NULL;
    while (mounts != NULL && found == NULL && fgets(line, sizeof line, mounts) != NULL) {
        if (strstr(line, " - cgroup2 ") == NULL ||
            sscanf(line, "%*s %*s %*s %4095s %4095s", root, point) != 2)
            continue;
        size_t length = strcmp(root, "/") == 0 ? 0 : strlen(root);
        if (strncmp(path, root, length) == 0 && strchr("/", path[length]) != NULL)
            found = arena_printf(arena, "%s%s", point, path + length);
    }
    if (mounts != NULL)
        (void)fclose(mounts);
    return found;
}

/* ---- may we? ---- */

static int parent_of(int pid) {
    char path[64], text[512];
    (void)snprintf(path, sizeof path, "/proc/%d/stat", pid);
    read_text(AT_FDCWD, path, text, sizeof text);
    const char *behind_name = strrchr(text, ')');
    int parent = 0;
    return behind_name != NULL && sscanf(behind_name, ") %*c %d", &parent) == 1 ? parent : 0;
}

/* Moves us and our children to a group of our own, when nobody else is here. */
static int step_aside(int folder) {
    char text[4096], word[32];
    read_text(folder, "cgroup.procs", text, sizeof text);
    for (char *at = text, *end; *at != '\0'; at = end + strspn(end, "\n")) {
        int pid = (int)strtol(at, &end, 10);
        if (end == at || (pid != getpid() && parent_of(pid) != getpid()))
            return -1;
    }
    if (mkdirat(folder, OWN_GROUP, 0755) < 0 && errno != EEXIST)
        return -1;
    for (char *at = text, *end; *at != '\0'; at = end + strspn(end, "\n")) {
        (void)snprintf(word, sizeof word, "%ld", strtol(at, &end, 10));
        if (write_word(folder, OWN_GROUP "/cgroup.procs", word) < 0)
            return -1;
    }
    return write_word(folder, "cgroup.subtree_control", "+memory +pids");
}

/* Groups of graders that were killed. */
static void remove_orphans(int folder) {
    int copy = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *names = copy < 0 ? NULL : fdopendir(copy);
    if (names == NULL) {
        fd_close(&copy);
        return;
    }
    for (struct dirent *entry; (entry = readdir(names)) != NULL;) {
        int grader;
        if (sscanf(entry->d_name, JOB_PREFIX "%d-", &grader) == 1 && grader > 0 &&
            kill(grader, 0) < 0 && errno == ESRCH)
            (void)unlinkat(folder, entry->d_name, AT_REMOVEDIR);
    }
    (void)closedir(names);
}

int cgroup_open(struct arena *arena, const char **ret_reason) {
    char text[4096];
    const char *path = own_path(arena);
    const char *name = path == NULL ? NULL : folder_of(arena, path);
    *ret_reason = _("this machine has no cgroup v2");
    if (name == NULL)
        return -1;
    if (strcmp(path_base(name), OWN_GROUP) == 0)
        name = path_folder(arena, name);
    FD_AUTO folder = open(name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    read_text(folder, "cgroup.controllers", text, sizeof text);
    *ret_reason = _("cgroup v2 does not control memory and pids here");
    if (folder < 0 || !has_word(text, "memory") || !has_word(text, "pids"))
        return -1;
    *ret_reason = arena_printf(arena, _("the control group %s is not ours to divide"), name);
    if (faccessat(folder, ".", W_OK, 0) < 0 || faccessat(folder, "cgroup.procs", W_OK, 0) < 0)
        return -1;
    read_text(folder, "cgroup.subtree_control", text, sizeof text);
    if (!(has_word(text, "memory") && has_word(text, "pids")) && step_aside(folder) < 0)
        return -1;
    remove_orphans(folder);
    *ret_reason = NULL;
    int opened = folder;
    folder = -1;
    return opened;
}

/* ---- one job ---- */

static int limit(int folder, const char *name, int64_t value) {
    char word[32];
    (void)snprintf(word, sizeof word, "%lld", (long long)value);
    return write_word(folder, name, word);
}

int cgroup_make(int parent, int64_t memory_mb, int64_t processes, struct cgroup *ret_group,
                struct error *error) {
    static atomic_uint made;
    struct cgroup group = {.parent = parent, .folder = -1};
    (void)snprintf(group.name, sizeof group.name, JOB_PREFIX "%d-%u", (int)getpid(), made++);
    if (mkdirat(parent, group.name, 0755) == 0)
        group.folder = openat(parent, group.name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (group.folder < 0 || limit(group.folder, "memory.max", memory_mb << 20) < 0 ||
        limit(group.folder, "pids.max", processes) < 0) {
        (void)error_set_errno(error, ERROR_FAULT, _("cannot make a control group"));
        cgroup_done(&group);
        return -1;
    }
    (void)limit(group.folder, "memory.swap.max", 0); /* not there without swap accounting */
    *ret_group = group;
    return 0;
}

const char *cgroup_limit_met(const struct cgroup *group) {
    char text[512];
    if (group->folder < 0)
        return NULL;
    read_text(group->folder, "memory.events", text, sizeof text);
    if (number_after(text, "oom_kill") > 0)
        return "memory_mb";
    read_text(group->folder, "pids.events", text, sizeof text);
    return number_after(text, "max") > 0 ? "processes" : NULL;
}

void cgroup_done(struct cgroup *group) {
    if (group->folder < 0)
        return;
    (void)write_word(group->folder, "cgroup.kill", "1");
    const int64_t end_us = monotonic_us() + (int64_t)REMOVE_MS * 1000;
    while (unlinkat(group->parent, group->name, AT_REMOVEDIR) < 0 && errno == EBUSY &&
           monotonic_us() < end_us)
        (void)poll(NULL, 0, 1);
    fd_close(&group->folder);
}
