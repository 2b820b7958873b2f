/* SPDX-License-Identifier: MIT */
/* The walls that can be tried from inside: `mpigrade-agent probe` leans against each and says which
 * stand; `mpigrade doctor` shows them. */
#ifndef MPIGRADE_LAUNCH_WALLS_H
#define MPIGRADE_LAUNCH_WALLS_H

/* X(name, title, what stands) */
#define WALLS(X)                                                                                   \
    X(namespaces, N_("namespaces"), N_("own processes, files, users, IPC and host name"))          \
    X(network, N_("no network"), N_("only a loopback of its own"))                                 \
    X(files, N_("files"), N_("no home folders; nothing can be written but /tmp and /dev/shm"))     \
    X(machine, N_("machine"), N_("kernel settings and devices cannot be changed"))                 \
    X(uid, "uid", N_("programs are not root"))                                                     \
    X(capabilities, N_("capabilities"), N_("all dropped"))                                         \
    X(no_new_privs, "no_new_privs", N_("set-user-ID programs gain nothing"))                       \
    X(userns, N_("user namespaces"), N_("no further ones"))                                        \
    X(seccomp, "seccomp", N_("system calls are filtered"))

/* The namespaces that a job has for itself, as in /proc/self/ns. */
#define WALLS_NAMESPACES(X) X(pid) X(mnt) X(net) X(ipc) X(uts) X(user)

enum {
#define X(name, title, stands) WALL_##name,
    WALLS(X)
#undef X
        WALL_COUNT
};

#endif
