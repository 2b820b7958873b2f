/* SPDX-License-Identifier: MIT */
/* Leans against every wall, as a student's program might. Prints "NAME stands" or "NAME open", a
 * line each. Its arguments are the grader's own namespaces, as /proc/self/ns calls them. */
#include "agent/agent.h"
#include "launch/walls.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <net/if.h>
#include <sched.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static char **outside; /* NULL-ended */

static bool is_outside(const char *name) {
    for (char **each = outside; *each != NULL; each++)
        if (strcmp(*each, name) == 0)
            return true;
    return false;
}

static bool stands_namespaces(void) {
    static const char *const paths[] = {
#define X(name) "/proc/self/ns/" #name,
        WALLS_NAMESPACES(X)
#undef X
    };
    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
        char name[64] = "";
        if (readlink(paths[i], name, sizeof name - 1) <= 0 || is_outside(name))
            return false;
    }
    return true;
}

static bool stands_network(void) {
    struct sockaddr_in far = {.sin_family = AF_INET, .sin_port = htons(53)};
    (void)inet_pton(AF_INET, "192.0.2.1", &far.sin_addr);
    int fd = socket(AF_INET, SOCK_DGRAM, 0);
    if (fd >= 0 && connect(fd, (struct sockaddr *)&far, sizeof far) == 0)
        return false;
    struct if_nameindex *interfaces = if_nameindex();
    for (size_t i = 0; interfaces != NULL && interfaces[i].if_index != 0; i++)
        if (strcmp(interfaces[i].if_name, "lo") != 0)
            return false;
    return true;
}

static bool can_write(const char *path) {
    int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    if (fd >= 0)
        (void)close(fd);
    return fd >= 0;
}

static bool stands_files(void) {
    return access("/home", F_OK) < 0 && access("/root", F_OK) < 0 && access("/sys", F_OK) < 0 &&
           access("/etc/shadow", F_OK) < 0 && !can_write("/usr/mpigrade-probe") &&
           !can_write("/mpigrade-probe") && !can_write("/dev/mpigrade-probe");
}

static bool stands_machine(void) {
    const struct timespec leave[2] = {{.tv_nsec = UTIME_OMIT}, {.tv_nsec = UTIME_NOW}};
    return !can_write("/proc/sys/kernel/core_pattern") && !can_write("/proc/sysrq-trigger") &&
           utimensat(AT_FDCWD, "/dev/null", leave, 0) < 0 && can_write("/dev/null");
}

static bool stands_uid(void) {
    return getuid() != 0 && geteuid() != 0 && getgid() != 0;
}

/* The number behind `key` in /proc/self/status; `otherwise` without it. */
static unsigned long long status(const char *key, int base, unsigned long long otherwise) {
    FILE *file = fopen("/proc/self/status", "re");
    char line[256];
    unsigned long long value = otherwise;
    while (file != NULL && fgets(line, sizeof line, file) != NULL)
        if (strncmp(line, key, strlen(key)) == 0)
            (void)sscanf(line + strlen(key), base == 16 ? "%llx" : "%llu", &value);
    if (file != NULL)
        (void)fclose(file);
    return value;
}

static bool stands_capabilities(void) {
    static const char *const sets[] = {"CapInh:", "CapPrm:", "CapEff:", "CapBnd:", "CapAmb:"};
    for (size_t i = 0; i < sizeof sets / sizeof sets[0]; i++)
        if (status(sets[i], 16, 1) != 0)
            return false;
    return true;
}

static bool stands_no_new_privs(void) {
    return prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1;
}

static bool stands_userns(void) {
    return unshare(CLONE_NEWUSER) < 0;
}

static bool stands_seccomp(void) {
    return status("Seccomp:", 10, 0) == 2 && ptrace(PTRACE_TRACEME, 0, 0, 0) < 0 &&
           syscall(SYS_keyctl, 0, 0, 0) < 0 && errno == EPERM;
}

int run_probe(char **argv) {
    static const struct {
        const char *name;
        bool (*stands)(void);
    } walls[] = {
#define X(name, title, stands) {#name, stands_##name},
        WALLS(X)
#undef X
    };
    outside = argv;
    for (size_t i = 0; i < sizeof walls / sizeof walls[0]; i++)
        (void)printf("%s %s\n", walls[i].name, walls[i].stands() ? "stands" : "open");
    return 0;
}
