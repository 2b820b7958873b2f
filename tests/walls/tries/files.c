/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "tries.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

/* Rubric, reference, another submission, a file of the caller's home and one of /tmp. */
const char *reads_the_bait(void) {
    const char *const paths[] = {told("rubric"), told("reference"), told("submission"),
                                 told("home"),   told("tmp"),       NULL};
    return got_file(paths);
}

const char *reads_system_secrets(void) {
    static const char *const paths[] = {
        "/etc/shadow", "/etc/ssh",        "/root", "/home", "/var",   "/sys", "/run",
        "/boot",       "/etc/machine-id", "/srv",  "/mnt",  "/media", NULL};
    return got_file(paths);
}

const char *reads_through_other_roots(void) {
    for (int pid = 1; pid < 1000; pid++) {
        char path[4096];
        snprintf(path, sizeof path, "/proc/%d/root%s", pid, told("rubric"));
        if (access(path, F_OK) == 0)
            return got("saw", strdup(path));
        snprintf(path, sizeof path, "/proc/%d/cwd/../..%s", pid, told("rubric"));
        if (access(path, F_OK) == 0)
            return got("saw", strdup(path));
    }
    return NULL;
}

/* Does /proc/PID/NAME of any process tell `secret`? */
static const char *told_by_proc(const char *name, const char *secret) {
    static char text[1 << 16];
    for (int pid = 1; pid < 1000 && *secret != '\0'; pid++) {
        char path[64];
        snprintf(path, sizeof path, "/proc/%d/%s", pid, name);
        int fd = open(path, O_RDONLY);
        ssize_t length = fd < 0 ? 0 : read(fd, text, sizeof text);
        if (fd >= 0)
            close(fd);
        if (length > 0 && memmem(text, (size_t)length, secret, strlen(secret)) != NULL)
            return got("told by", strdup(path));
    }
    return NULL;
}

const char *finds_paths_in_command_lines(void) {
    const char *folder = told_by_proc("cmdline", told("folder"));
    return folder != NULL ? folder : told_by_proc("cmdline", told("agent"));
}

const char *finds_the_callers_environment(void) {
    if (getenv("WALLS_SECRET") != NULL)
        return "getenv";
    return told_by_proc("environ", told("secret"));
}

/* Before MPI_Init a program has its three streams and nothing else, but for MPICH's own pipes. */
const char *finds_descriptors(void) {
    const int mpich = getenv("PMI_FD") != NULL;
    for (int fd = 3; fd < 1024; fd++) {
        char path[64], target[256] = "";
        snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
        if (readlink(path, target, sizeof target - 1) <= 0 ||
            (mpich && (strncmp(target, "pipe:", 5) == 0 || strncmp(target, "socket:", 7) == 0)))
            continue;
        return got("found", strdup(target));
    }
    return NULL;
}

const char *writes_outside_of_tmp(void) {
    static const char *const folders[] = {"/",        "/usr",       "/usr/bin", "/usr/lib",
                                          "/etc",     "/dev",       "/program", "/case",
                                          "/proc",    "/proc/self", "/bin",     "/mpigrade",
                                          "/dev/pts", "/usr/share", NULL};
    for (int i = 0; folders[i] != NULL; i++) {
        char path[256];
        snprintf(path, sizeof path, "%s/left-behind", folders[i]);
        if (open(path, O_WRONLY | O_CREAT, 0600) >= 0 || mkdir(path, 0700) == 0 ||
            symlink("/", path) == 0)
            return got("wrote", strdup(path));
    }
    return NULL;
}

/* What was built is run again in the next case. */
const char *changes_the_program(void) {
    char path[4096] = "";
    if (readlink("/proc/self/exe", path, sizeof path - 1) <= 0)
        return NULL;
    if (chmod(path, 0) == 0 || unlink(path) == 0 || rename(path, "/tmp/program") == 0 ||
        truncate(path, 0) == 0 || utimensat(AT_FDCWD, path, NULL, 0) == 0)
        return got("changed", strdup(path));
    return NULL;
}

const char *changes_the_watch_library(void) {
    const char *path = getenv("LD_PRELOAD");
    if (path == NULL)
        path = "/mpigrade/watch.so";
    if (open(path, O_RDWR) >= 0 || chmod(path, 0) == 0 || open("/mpigrade/agent", O_RDWR) >= 0 ||
        chmod("/mpigrade/agent", 0) == 0)
        return "changed it";
    return NULL;
}

/* For root outside these are files of its own. */
const char *changes_a_device(void) {
    static const char *const devices[] = {"/dev/null",   "/dev/zero",    "/dev/full",
                                          "/dev/random", "/dev/urandom", "/dev/tty"};
    for (size_t i = 0; i < sizeof devices / sizeof devices[0]; i++) {
        struct stat before;
        if (stat(devices[i], &before) == 0 && (chmod(devices[i], before.st_mode & 07777) == 0 ||
                                               chown(devices[i], getuid(), getgid()) == 0))
            return got("changed", devices[i]);
    }
    return NULL;
}

const char *changes_kernel_settings(void) {
    static const char *const settings[] = {"/proc/sys/kernel/core_pattern",
                                           "/proc/sys/kernel/modprobe",
                                           "/proc/sys/kernel/hostname",
                                           "/proc/sys/vm/drop_caches",
                                           "/proc/sys/net/ipv4/ip_forward",
                                           "/proc/sys/user/max_user_namespaces",
                                           "/proc/sysrq-trigger",
                                           "/proc/mtrr",
                                           "/proc/irq/default_smp_affinity",
                                           "/proc/self/oom_score_adj",
                                           "/proc/1/oom_score_adj"};
    for (size_t i = 0; i < sizeof settings / sizeof settings[0]; i++)
        if (open(settings[i], O_WRONLY) >= 0)
            return got("may write", settings[i]);
    return NULL;
}

const char *opens_devices(void) {
    static const char *const names[] = {
        "mem",         "kmem",    "port",  "kmsg",         "kvm",        "fuse",
        "vda",         "sda",     "loop0", "loop-control", "vsock",      "uinput",
        "userfaultfd", "console", "tty0",  "net/tun",      "vhost-vsock"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        char path[64];
        snprintf(path, sizeof path, "/dev/%s", names[i]);
        if (open(path, O_RDONLY) >= 0 || open(path, O_WRONLY) >= 0)
            return got("opened", strdup(path));
    }
    if (open("/proc/kcore", O_RDONLY) >= 0 || open("/proc/kmsg", O_RDONLY) >= 0 ||
        open("/proc/1/mem", O_RDWR) >= 0)
        return "memory by way of /proc";
    if (mknod("/tmp/disk", S_IFBLK | 0600, makedev(8, 0)) == 0 ||
        mknod("/tmp/memory", S_IFCHR | 0600, makedev(1, 1)) == 0)
        return "made a device";
    return NULL;
}
