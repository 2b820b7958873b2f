/* SPDX-License-Identifier: MIT */
/* The cage of a job: bubblewrap with its own network, PIDs, IPC, host name and users; inside are
 * /usr read-only, an empty /tmp and /dev/shm of bounded size, and the paths that the plan shows.
 * Nothing else can be written, no capability is left, the user is not root, and what no program
 * needs of the kernel is refused (seccomp.def). Where there are control groups the job is born in
 * one. bubblewrap reads its arguments from a nameless file: its command line can be read inside,
 * and would tell where everything lies on the machine. The keeper of mpigrade-agent sees to it that
 * nothing of the job outlives us; without bubblewrap it alone holds the job together, and the
 * plan's paths are used as they are. */
#include "base/files.h"
#include "base/messages.h"
#include "base/process.h"
#include "launch/internal.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/pidfd.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* ---- the command ---- */

/* /bin, /lib and so on: links into /usr on most machines, folders on others. */
static void add_system_folders(struct words *words) {
    static const char *const names[] = {"/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32"};
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        char target[256];
        ssize_t length = readlink(names[i], target, sizeof target - 1);
        if (length > 0)
            WORDS_ADD(words, "--symlink", arena_strndup(words->arena, target, (size_t)length),
                      names[i]);
        else if (path_is_folder(names[i]))
            WORDS_ADD(words, "--ro-bind", names[i], names[i]);
    }
}

static const char *megabytes(struct arena *arena, int64_t count) {
    return arena_printf(arena, "%lld", (long long)count << 20);
}

/* Descriptors: 3 is the keeper's, 4 for what bubblewrap tells, 5 for its arguments, 6 for the
 * filter. */
static void add_walls(const struct launcher *launcher, struct words *words) {
    WORDS_ADD(words, "--unshare-all", "--unshare-user", "--die-with-parent", "--new-session");
    if (launcher->disable_userns)
        words_add(words, "--disable-userns");
    if (launcher->filter >= 0)
        WORDS_ADD(words, "--seccomp", "6");
    /* The host's name is fixed: what a program prints must not depend on the machine. */
    WORDS_ADD(words, "--uid", "1000", "--gid", "1000", "--hostname", "mpi-node", "--cap-drop",
              "ALL", "--info-fd", "4");
}

/* Kernel settings in /proc are root's to write, and so its user number's, rights or not. */
static void add_files(const struct launcher *launcher, struct words *words,
                      const struct cage_plan *plan) {
    WORDS_ADD(words, "--ro-bind", "/usr", "/usr");
    hide_in(launcher, words, "/usr");
    add_system_folders(words);
    WORDS_ADD(words, "--ro-bind-try", "/etc/alternatives", "/etc/alternatives", "--ro-bind-try",
              "/etc/ld.so.cache", "/etc/ld.so.cache", "--proc", "/proc", "--remount-ro", "/proc",
              "--dev", "/dev", "--size", megabytes(words->arena, plan->shm_mb), "--tmpfs",
              "/dev/shm", "--size", megabytes(words->arena, plan->tmp_mb), "--tmpfs", "/tmp");
    for (size_t i = 0; i < plan->mount_count; i++) {
        const struct mount *mount = &plan->mounts[i];
        WORDS_ADD(words, mount->writable ? "--bind" : "--ro-bind", mount->host, mount->inside);
        if (strcmp(mount->host, mount->inside) == 0)
            hide_in(launcher, words, mount->host);
    }
    for (size_t i = 0; i < plan->link_count; i++)
        WORDS_ADD(words, "--symlink", plan->links[i].target, plan->links[i].inside);
    WORDS_ADD(words, "--remount-ro", "/dev", "--remount-ro", "/", "--chdir", plan->folder);
}

/* A nameless file of bubblewrap's arguments, each ended by NUL. */
static int write_arguments(const struct launcher *launcher, struct arena *arena,
                           const struct cage_plan *plan) {
    struct words words = {.arena = arena};
    add_walls(launcher, &words);
    add_files(launcher, &words, plan);
    BYTES_AUTO text = {.cap = (size_t)1 << 30};
    for (size_t i = 0; i < words.count; i++)
        bytes_append(&text, words.items[i], strlen(words.items[i]) + 1);
    FD_AUTO file = memfd_create("mpigrade-arguments", MFD_CLOEXEC);
    if (file < 0 || fd_write_all(file, text.data, text.length) < 0 || lseek(file, 0, SEEK_SET) < 0)
        return -1;
    int written = file;
    file = -1;
    return written;
}

/* The keeper stands before bubblewrap, too: bubblewrap can be killed when its namespace has begun
 * and does not yet end with it. */
static const char *const *kept_command(const struct launcher *launcher, struct arena *arena,
                                       const struct cage_plan *plan) {
    struct words words = {.arena = arena};
    WORDS_ADD(&words, launcher->agent, "keep", arena_printf(arena, "%d", (int)getpid()));
    if (launcher->bwrap != NULL)
        WORDS_ADD(&words, launcher->bwrap, "--args", "5", "--");
    words_add_all(&words, plan->command);
    return words.items;
}

/* Does `word` name `folder` or something in it? */
static bool is_below(const char *word, const char *folder) {
    size_t length = strlen(folder);
    return strncmp(word, folder, length) == 0 && (word[length] == '/' || word[length] == '\0');
}

const char *cage_path(const struct launcher *launcher, struct arena *arena,
                      const struct mount *mounts, size_t count, const char *inside) {
    if (launcher->bwrap != NULL)
        return inside;
    /* The last mount that fits is the innermost. */
    for (size_t i = count; i-- > 0;)
        if (is_below(inside, mounts[i].inside))
            return arena_printf(arena, "%s%s", mounts[i].host, inside + strlen(mounts[i].inside));
    return inside;
}

/* ---- the job ---- */

/* bwrap tells the PID of the namespace's first process as JSON. 0 with -1 when it fails before
 * that; the reason is then in its output. */
static int open_init(int info, int *ret_init, struct error *error) {
    char text[256] = "";
    size_t length = 0;
    while (length < sizeof text - 1 && fd_ready(info, 30000)) {
        ssize_t got = fd_read(info, text + length, sizeof text - 1 - length);
        if (got < 0)
            return error_set_errno(error, ERROR_FAULT, _("cannot watch a child process"));
        if (got == 0)
            break;
        length += (size_t)got;
        text[length] = '\0';
    }
    const char *key = strstr(text, "\"child-pid\"");
    int pid;
    *ret_init =
        key != NULL && sscanf(key, "\"child-pid\" : %d", &pid) == 1 ? pidfd_open(pid, 0) : -1;
    return 0;
}

/* What the child is given beside its streams. */
struct ends {
    int output, info;      /* the job writes to them */
    int arguments, filter; /* bubblewrap reads them; -1: none */
};

static void ends_close(struct ends *ends) {
    fd_close(&ends->output);
    fd_close(&ends->info);
    fd_close(&ends->arguments);
    fd_close(&ends->filter);
}

/* Opens what the child gets and, in `cage` and `ret_info`, our ends of it. */
static int open_ends(const struct launcher *launcher, struct arena *arena,
                     const struct cage_plan *plan, struct ends *ends, struct cage *cage,
                     int *ret_info, struct error *error) {
    int output[2], info[2];
    if (pipe2(output, O_CLOEXEC) < 0)
        return error_set_errno(error, ERROR_FAULT, _("cannot make a pipe"));
    cage->output = output[0];
    ends->output = output[1];
    if (launcher->bwrap == NULL)
        return 0;
    if (pipe2(info, O_CLOEXEC) < 0)
        return error_set_errno(error, ERROR_FAULT, _("cannot make a pipe"));
    *ret_info = info[0];
    ends->info = info[1];
    ends->arguments = write_arguments(launcher, arena, plan);
    if (launcher->filter >= 0)
        ends->filter = seccomp_open(launcher->filter);
    if (ends->arguments < 0 || (launcher->filter >= 0 && ends->filter < 0))
        return error_set_errno(error, ERROR_FAULT, _("cannot tell bubblewrap what to do"));
    if (launcher->cgroups >= 0)
        return cgroup_make(launcher->cgroups, plan->memory_mb, plan->processes, &cage->group,
                           error);
    return 0;
}

static int spawn(const struct launcher *launcher, struct arena *arena, const struct cage_plan *plan,
                 const struct ends *ends, struct cage *cage, struct error *error) {
    const bool sandboxed = launcher->bwrap != NULL;
    const int extra[] = {launcher->lifeline, ends->info, ends->arguments, ends->filter};
    struct process process = PROCESS(kept_command(launcher, arena, plan));
    process.envp = plan->environment;
    process.folder = sandboxed ? "/" : plan->folder;
    process.out = process.err = ends->output;
    process.limits = plan->limits;
    process.limit_count = plan->limit_count;
    process.cgroup = cage->group.folder;
    process.extra = extra;
    process.extra_count = !sandboxed ? 1 : ends->filter < 0 ? 3 : 4;
    if (sandboxed)
        process.prepare = devices_shield;
    if (process_spawn(&process, &cage->pid, error) < 0)
        return -1;
    cage->pidfd = pidfd_open(cage->pid, 0);
    if (cage->pidfd >= 0)
        return 0;
    (void)error_set_errno(error, ERROR_FAULT, _("cannot watch a child process"));
    (void)kill(-cage->pid, SIGKILL);
    (void)waitpid(cage->pid, NULL, 0);
    return -1;
}

int cage_start(const struct launcher *launcher, struct arena *arena, const struct cage_plan *plan,
               struct cage *ret_cage, struct error *error) {
    struct cage cage = CAGE_NONE;
    struct ends ends = {-1, -1, -1, -1};
    FD_AUTO info = -1;
    int status = open_ends(launcher, arena, plan, &ends, &cage, &info, error);
    if (status == 0)
        status = spawn(launcher, arena, plan, &ends, &cage, error);
    ends_close(&ends);
    if (status < 0) {
        fd_close(&cage.output);
        cgroup_done(&cage.group);
        return -1;
    }
    if (launcher->bwrap != NULL && open_init(info, &cage.init, error) < 0) {
        (void)kill(-cage.pid, SIGKILL);
        (void)cage_end(&cage);
        return -1;
    }
    *ret_cage = cage;
    return 0;
}

int cage_end(struct cage *cage) {
    const bool by_itself = fd_ready(cage->pidfd, 0);
    if (!by_itself) {
        if (cage->init >= 0)
            (void)pidfd_send_signal(cage->init, SIGKILL, NULL, 0);
        else
            (void)kill(cage->pid, SIGTERM); /* the keeper kills the job */
        /* A dying namespace ends only when its last process has; a loaded machine may take its
         * time. */
        if (!fd_ready(cage->pidfd, 30000))
            (void)kill(-cage->pid, SIGKILL);
    }
    int status = 0;
    while (waitpid(cage->pid, &status, 0) < 0 && errno == EINTR)
        ;
    if (cage->init >= 0)
        (void)fd_ready(cage->init, 30000);
    cgroup_done(&cage->group);
    fd_close(&cage->pidfd);
    fd_close(&cage->init);
    fd_close(&cage->output);
    return by_itself && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* Reads what is there; false when nothing is left for now, or for ever. */
static bool read_output(struct cage *cage, struct bytes *output) {
    char block[65536];
    if (cage->output < 0 || !fd_ready(cage->output, 0))
        return false;
    ssize_t got = fd_read(cage->output, block, sizeof block);
    if (got <= 0)
        fd_close(&cage->output);
    else
        bytes_append(output, block, (size_t)got);
    return got > 0;
}

void cage_listen(struct cage *cage, int64_t wall_ms, struct bytes *output) {
    const int64_t end_us = monotonic_us() + wall_ms * 1000;
    for (int64_t left; (left = end_us - monotonic_us()) > 0;) {
        struct pollfd polled[2] = {{.fd = cage->pidfd, .events = POLLIN},
                                   {.fd = cage->output, .events = POLLIN}};
        (void)poll(polled, 2, (int)(left / 1000 + 1));
        if (polled[1].revents != 0)
            (void)read_output(cage, output);
        if (polled[0].revents != 0)
            break;
    }
}

int cage_wait(struct cage *cage, int64_t wall_ms, struct bytes *output) {
    cage_listen(cage, wall_ms, output);
    /* At most a pipe full: a daemon that writes on is not listened to. */
    for (int blocks = 0; blocks < 16 && read_output(cage, output); blocks++)
        ;
    return cage_end(cage);
}
