/* SPDX-License-Identifier: MIT */
/* The cage of a job: bubblewrap with its own network, PIDs, IPC, host name and users; inside are
 * /usr read-only, an empty /tmp and /dev/shm of bounded size, and the paths that the plan shows.
 * Nothing else can be written, no capability is left, and the user is not root. Without bubblewrap
 * the keeper of mpigrade-agent holds the job together, and the plan's paths are used as they are.
 */
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

static const char *const *bwrap_command(const struct launcher *launcher, struct arena *arena,
                                        const struct cage_plan *plan) {
    struct words words = {.arena = arena};
    WORDS_ADD(&words, launcher->bwrap, "--unshare-all", "--die-with-parent", "--new-session");
    if (launcher->disable_userns)
        words_add(&words, "--disable-userns");
    /* The host's name is fixed: what a program prints must not depend on the machine. */
    WORDS_ADD(&words, "--uid", "1000", "--gid", "1000", "--hostname", "mpi-node", "--cap-drop",
              "ALL", "--info-fd", "3", "--ro-bind", "/usr", "/usr");
    add_system_folders(&words);
    WORDS_ADD(&words, "--ro-bind-try", "/etc/alternatives", "/etc/alternatives", "--ro-bind-try",
              "/etc/ld.so.cache", "/etc/ld.so.cache", "--proc", "/proc", "--dev", "/dev", "--size",
              megabytes(arena, plan->shm_mb), "--tmpfs", "/dev/shm", "--size",
              megabytes(arena, plan->tmp_mb), "--tmpfs", "/tmp");
    for (size_t i = 0; i < plan->mount_count; i++)
        WORDS_ADD(&words, plan->mounts[i].writable ? "--bind" : "--ro-bind", plan->mounts[i].host,
                  plan->mounts[i].inside);
    WORDS_ADD(&words, "--remount-ro", "/dev", "--remount-ro", "/", "--chdir", plan->folder, "--");
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

static const char *const *keeper_command(const struct launcher *launcher, struct arena *arena,
                                         const struct cage_plan *plan) {
    struct words words = {.arena = arena};
    WORDS_ADD(&words, launcher->agent, "keep");
    words_add_all(&words, plan->command);
    return words.items;
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

int cage_start(const struct launcher *launcher, struct arena *arena, const struct cage_plan *plan,
               struct cage *ret_cage, struct error *error) {
    const bool sandboxed = launcher->bwrap != NULL;
    int output[2], info[2];
    if (pipe2(output, O_CLOEXEC) < 0)
        return error_set_errno(error, ERROR_FAULT, _("cannot make a pipe"));
    FD_AUTO output_out = output[0];
    FD_AUTO output_in = output[1];
    if (pipe2(info, O_CLOEXEC) < 0)
        return error_set_errno(error, ERROR_FAULT, _("cannot make a pipe"));
    FD_AUTO info_out = info[0];
    FD_AUTO info_in = info[1];
    struct process process = PROCESS(sandboxed ? bwrap_command(launcher, arena, plan)
                                               : keeper_command(launcher, arena, plan));
    process.envp = plan->environment;
    process.folder = sandboxed ? "/" : plan->folder;
    process.out = process.err = output_in;
    process.extra = sandboxed ? info_in : -1;
    process.limits = plan->limits;
    process.limit_count = plan->limit_count;
    struct cage cage = {.pidfd = -1, .init = -1, .output = -1};
    if (process_spawn(&process, &cage.pid, error) < 0)
        return -1;
    fd_close(&info_in);
    cage.pidfd = pidfd_open(cage.pid, 0);
    if (cage.pidfd < 0) {
        (void)error_set_errno(error, ERROR_FAULT, _("cannot watch a child process"));
        (void)kill(-cage.pid, SIGKILL);
        (void)waitpid(cage.pid, NULL, 0);
        return -1;
    }
    cage.output = output_out;
    output_out = -1;
    if (sandboxed && open_init(info_out, &cage.init, error) < 0) {
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

int cage_wait(struct cage *cage, int64_t wall_ms, struct bytes *output) {
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
    /* At most a pipe full: a daemon that writes on is not listened to. */
    for (int blocks = 0; blocks < 16 && read_output(cage, output); blocks++)
        ;
    return cage_end(cage);
}
