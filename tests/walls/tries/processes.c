/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "tries.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static void name_of(int pid, char name[64]) {
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/comm", pid);
    int fd = open(path, O_RDONLY);
    ssize_t length = fd < 0 ? 0 : read(fd, name, 63);
    name[length > 0 ? length : 0] = '\0';
    name[strcspn(name, "\n")] = '\0';
    if (fd >= 0)
        close(fd);
}

/* Inside are bwrap, mpirun with its helpers, the agents and the ranks. */
const char *sees_the_grader(void) {
    static const char *const strangers[] = {"mpigrade", "python3", "systemd",
                                            "sh",       "sleep",   "init"};
    DIR *processes = opendir("/proc");
    for (struct dirent *entry; processes != NULL && (entry = readdir(processes)) != NULL;) {
        char name[64];
        name_of(atoi(entry->d_name), name);
        for (size_t i = 0; i < sizeof strangers / sizeof strangers[0]; i++)
            if (strcmp(name, strangers[i]) == 0)
                return got("saw", strangers[i]);
    }
    closedir(processes);
    return NULL;
}

const char *signals_the_grader(void) {
    const char *const numbers[] = {told("grader"), told("sleeper")};
    for (int i = 0; i < 2; i++) {
        char path[64];
        int pid = atoi(numbers[i]);
        snprintf(path, sizeof path, "/proc/%d", pid);
        if (pid > 1 && access(path, F_OK) < 0 && kill(pid, SIGKILL) == 0)
            return got("killed", numbers[i]);
    }
    return NULL;
}

static int parent_of(int pid) {
    char path[64], text[512];
    snprintf(path, sizeof path, "/proc/%d/stat", pid);
    int fd = open(path, O_RDONLY), parent = 0;
    ssize_t length = fd < 0 ? 0 : read(fd, text, sizeof text - 1);
    text[length > 0 ? length : 0] = '\0';
    const char *behind = strrchr(text, ')');
    if (behind != NULL)
        (void)!sscanf(behind, ") %*c %d", &parent);
    if (fd >= 0)
        close(fd);
    return parent;
}

static const char *trace(int pid) {
    if (ptrace(PTRACE_SEIZE, pid, 0, 0) == 0 || ptrace(PTRACE_ATTACH, pid, 0, 0) == 0)
        return "attached";
    return ptrace(PTRACE_TRACEME, 0, 0, 0) == 0 ? "may be traced" : NULL;
}

const char *traces_its_agent(void) {
    return trace(getppid());
}

const char *traces_mpirun(void) {
    return trace(parent_of(getppid()));
}

const char *takes_its_agents_descriptors(void) {
    char path[64];
    for (int fd = 3; fd < 64; fd++) {
        snprintf(path, sizeof path, "/proc/%d/fd/%d", (int)getppid(), fd);
        if (open(path, O_RDWR) >= 0 || access(path, F_OK) == 0)
            return got("saw", strdup(path));
    }
    int agent = (int)syscall(SYS_pidfd_open, getppid(), 0);
    for (int fd = 0; fd < 64; fd++)
        if (syscall(SYS_pidfd_getfd, agent, fd, 0) >= 0)
            return "pidfd_getfd";
    if (agent >= 0)
        close(agent);
    snprintf(path, sizeof path, "/proc/%d/mem", (int)getppid());
    return open(path, O_RDONLY) >= 0 ? "read its memory" : NULL;
}

const char *becomes_root(void) {
    if (getuid() == 0 || geteuid() == 0 || getgid() == 0)
        return "is root";
    if (setuid(0) == 0 || setgid(0) == 0 || setresuid(0, 0, 0) == 0)
        return "set its user";
    return prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1 ? NULL : "may gain privileges";
}

const char *takes_capabilities(void) {
    struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
    struct __user_cap_data_struct sets[2] = {{0}};
    syscall(SYS_capget, &header, sets);
    if (sets[0].effective | sets[0].permitted | sets[1].effective | sets[1].permitted)
        return "has some";
    sets[0] = (struct __user_cap_data_struct){~0U, ~0U, ~0U};
    if (syscall(SYS_capset, &header, sets) == 0)
        return "took all";
    for (int capability = 0; capability < 64; capability++)
        if (prctl(PR_CAPBSET_READ, capability, 0, 0, 0) == 1)
            return "may be given some";
    return NULL;
}

static const int kinds[] = {CLONE_NEWUSER, CLONE_NEWNS,  CLONE_NEWPID,   CLONE_NEWNET,
                            CLONE_NEWIPC,  CLONE_NEWUTS, CLONE_NEWCGROUP};

const char *makes_namespaces(void) {
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (unshare(kinds[i]) == 0 || unshare(CLONE_NEWUSER | kinds[i]) == 0)
            return "unshare";
        long pid = syscall(SYS_clone, kinds[i] | CLONE_NEWUSER | SIGCHLD, 0, 0, 0, 0);
        if (pid == 0)
            _exit(0);
        if (pid > 0)
            return "clone";
    }
    struct {
        unsigned long long flags, pidfd, child, parent, signal, stack, size, tls;
    } arguments = {.flags = CLONE_NEWUSER, .signal = SIGCHLD};
    long pid = syscall(SYS_clone3, &arguments, sizeof arguments);
    if (pid == 0)
        _exit(0);
    return pid > 0 ? "clone3" : NULL;
}

const char *enters_namespaces(void) {
    static const char *const names[] = {"user", "mnt", "pid", "net", "ipc", "uts", "cgroup"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        char path[64];
        snprintf(path, sizeof path, "/proc/1/ns/%s", names[i]);
        int fd = open(path, O_RDONLY);
        if (fd >= 0 && setns(fd, 0) == 0)
            return got("entered", names[i]);
        if (fd >= 0)
            close(fd);
    }
    return NULL;
}

const char *mounts(void) {
    if (mount("none", "/tmp", "tmpfs", 0, NULL) == 0)
        return "a tmpfs";
    if (mount("/tmp", "/usr", NULL, MS_BIND, NULL) == 0)
        return "over /usr";
    if (mount(NULL, "/usr", NULL, MS_REMOUNT | MS_BIND, NULL) == 0)
        return "/usr writable";
    if (mount(NULL, "/proc", NULL, MS_REMOUNT | MS_BIND, NULL) == 0)
        return "/proc writable";
    if (umount2("/usr", MNT_DETACH) == 0 || umount2("/proc", MNT_DETACH) == 0)
        return "unmounted";
    if (chroot("/tmp") == 0 || syscall(SYS_pivot_root, "/tmp", "/tmp") == 0)
        return "another root";
    if (syscall(SYS_open_tree, AT_FDCWD, "/usr", 1) >= 0 || syscall(SYS_fsopen, "tmpfs", 0) >= 0)
        return "by the newer way";
    return NULL;
}
