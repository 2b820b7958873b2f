/* SPDX-License-Identifier: MIT */
/* A program of a grader that root runs has root's user number outside, though none of root's
 * rights: it owns /dev/null and its like, and could forbid them to everybody (chmod). bubblewrap
 * shows the machine's own; so it gets them read-only, which forbids to change a device but not to
 * use it. This is between fork and exec: system calls only. */
#include "base/attributes.h"
#include "base/files.h"
#include "launch/internal.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/statvfs.h>
#include <unistd.h>

static int write_file(const char *path, const char *text) {
    FD_AUTO fd = open(path, O_WRONLY | O_CLOEXEC);
    return fd < 0 ? -1 : fd_write_all(fd, text, strlen(text));
}

/* Root in a container may have no right to mount: then in a user namespace, as bubblewrap. */
static int own_mounts(void) {
    if (unshare(CLONE_NEWNS) == 0)
        return 0;
    if (errno != EPERM || unshare(CLONE_NEWUSER | CLONE_NEWNS) < 0 ||
        write_file("/proc/self/setgroups", "deny") < 0 ||
        write_file("/proc/self/uid_map", "0 0 1") < 0)
        return -1;
    return write_file("/proc/self/gid_map", "0 0 1");
}

/* A mount keeps what it forbids already. */
static unsigned long forbidden_at(const char *path) {
    static const struct {
        unsigned long shown, flag;
    } pairs[] = {{ST_NOSUID, MS_NOSUID},         {ST_NODEV, MS_NODEV},
                 {ST_NOEXEC, MS_NOEXEC},         {ST_NOATIME, MS_NOATIME},
                 {ST_NODIRATIME, MS_NODIRATIME}, {ST_RELATIME, MS_RELATIME}};
    struct statvfs what;
    unsigned long flags = 0;
    if (statvfs(path, &what) == 0)
        for (size_t i = 0; i < ARRAY_LEN(pairs); i++)
            flags |= (what.f_flag & pairs[i].shown) != 0 ? pairs[i].flag : 0;
    return flags;
}

int devices_shield(void) {
    static const char *const devices[] = {"/dev/null",   "/dev/zero",    "/dev/full",
                                          "/dev/random", "/dev/urandom", "/dev/tty"};
    if (geteuid() != 0)
        return 0;
    if (own_mounts() < 0 || mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) < 0)
        return -1;
    for (size_t i = 0; i < ARRAY_LEN(devices); i++) {
        const char *path = devices[i];
        if (mount(path, path, NULL, MS_BIND, NULL) < 0 && errno == ENOENT)
            continue;
        if (mount(NULL, path, NULL, MS_REMOUNT | MS_BIND | MS_RDONLY | forbidden_at(path), NULL) <
            0)
            return -1;
    }
    return 0;
}
