/* SPDX-License-Identifier: MIT */
/* A preloaded library that makes one system call of mpigrade fail, to see whose fault it says it
 * is.
 *
 *   MPIGRADE_INJECT=KIND:N    the N-th call of that kind, from 1; with a + behind it all from there
 * on MPIGRADE_INJECT_LOG=FILE  at the end: "KIND CALLS" for each kind; meanwhile "made PATH" for
 * each temporary folder
 *
 * Only mpigrade itself is meant: other programs, and children between fork and exec, are left
 * alone. Calls that the C library makes for itself are not seen. */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* X(name, errno of the failure) */
#define KINDS(X)                                                                                   \
    X(write, ENOSPC)                                                                               \
    X(fork, EAGAIN)                                                                                \
    X(pipe, EMFILE)                                                                                \
    X(mmap, ENOMEM)                                                                                \
    X(open, EMFILE)                                                                                \
    X(mkdir, ENOSPC)                                                                               \
    X(socket, EMFILE)                                                                              \
    X(read, EIO)                                                                                   \
    X(recvmsg, ENOMEM)                                                                             \
    X(poll, EINTR)                                                                                 \
    X(rename, EIO)                                                                                 \
    X(stat, EIO)                                                                                   \
    X(unlink, EIO)                                                                                 \
    X(misc, ENOMEM)                                                                                \
    X(clock, 0)

enum kind {
#define X(name, number) KIND_##name,
    KINDS(X)
#undef X
        KIND_COUNT
};

static const struct {
    const char *name;
    int number;
} kinds[] = {
#define X(name, number) {#name, number},
    KINDS(X)
#undef X
};

static pid_t meant; /* 0: nobody */
static long counts[KIND_COUNT];
static int failing = -1;
static long first;
static bool for_ever;
static int log_fd = -1;

/* ISO C does not let objects become functions; dlsym() has to. */
#define REAL(name) __extension__((__typeof__(&(name)))dlsym(RTLD_NEXT, #name))

/* Tells the call's number; whether it is to fail, with errno set. */
static bool fails(enum kind kind) {
    if (meant == 0 || getpid() != meant)
        return false;
    long number = ++counts[kind];
    if ((int)kind != failing || (for_ever ? number < first : number != first))
        return false;
    errno = kinds[kind].number;
    return true;
}

static void note(const char *word, const char *text) {
    char line[4200];
    int length = snprintf(line, sizeof line, "%s %s\n", word, text);
    ssize_t (*next)(int, const void *, size_t) = REAL(write);
    if (log_fd >= 0 && length > 0)
        (void)!next(log_fd, line, (size_t)length);
}

static void choose(const char *text) {
    const char *colon = text == NULL ? NULL : strchr(text, ':');
    if (colon == NULL)
        return;
    for (int i = 0; i < KIND_COUNT; i++)
        if (strncmp(kinds[i].name, text, (size_t)(colon - text)) == 0 &&
            kinds[i].name[colon - text] == '\0')
            failing = i;
    char *end;
    first = strtol(colon + 1, &end, 10);
    for_ever = *end == '+';
}

__attribute__((constructor)) static void begin(void) {
    int (*next)(const char *, int, ...) = REAL(open);
    if (strcmp(program_invocation_short_name, "mpigrade") != 0)
        return;
    const char *log = getenv("MPIGRADE_INJECT_LOG");
    if (log != NULL)
        log_fd = next(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    choose(getenv("MPIGRADE_INJECT"));
    (void)unsetenv("LD_PRELOAD");
    meant = getpid();
}

__attribute__((destructor)) static void end(void) {
    if (meant == 0 || getpid() != meant)
        return;
    meant = 0;
    for (int i = 0; i < KIND_COUNT; i++) {
        char number[32];
        (void)snprintf(number, sizeof number, "%ld", counts[i]);
        note(kinds[i].name, number);
    }
}

/* NOLINTBEGIN(bugprone-macro-parentheses): types and lists of parameters have none */
/* WRAP(kind, result, name, (parameters), (arguments)): the result of a failure is -1. */
#define WRAP(kind, type, name, parameters, arguments)                                              \
    type name parameters;                                                                          \
    type name parameters {                                                                         \
        type(*next) parameters = REAL(name);                                                       \
        return fails(KIND_##kind) ? (type)-1 : next arguments;                                     \
    }

/* NOLINTEND(bugprone-macro-parentheses) */

WRAP(write, ssize_t, write, (int fd, const void *bytes, size_t size), (fd, bytes, size))
WRAP(write, ssize_t, pwrite, (int fd, const void *bytes, size_t size, off_t at),
     (fd, bytes, size, at))
WRAP(fork, pid_t, fork, (void), ())
WRAP(pipe, int, pipe2, (int ends[2], int flags), (ends, flags))
WRAP(mmap, void *, mmap, (void *at, size_t size, int protection, int flags, int fd, off_t offset),
     (at, size, protection, flags, fd, offset))
WRAP(mkdir, int, mkdir, (const char *path, mode_t mode), (path, mode))
WRAP(mkdir, int, mkostemp, (char *path, int flags), (path, flags))
WRAP(socket, int, socket, (int domain, int type, int protocol), (domain, type, protocol))
WRAP(socket, int, bind, (int fd, __CONST_SOCKADDR_ARG address, socklen_t size), (fd, address, size))
WRAP(socket, int, listen, (int fd, int most), (fd, most))
WRAP(socket, int, accept4, (int fd, __SOCKADDR_ARG address, socklen_t *size, int flags),
     (fd, address, size, flags))
WRAP(socket, int, setsockopt, (int fd, int level, int name, const void *value, socklen_t size),
     (fd, level, name, value, size))
WRAP(socket, ssize_t, send, (int fd, const void *bytes, size_t size, int flags),
     (fd, bytes, size, flags))
WRAP(read, ssize_t, read, (int fd, void *bytes, size_t size), (fd, bytes, size))
WRAP(read, ssize_t, pread, (int fd, void *bytes, size_t size, off_t at), (fd, bytes, size, at))
WRAP(recvmsg, ssize_t, recvmsg, (int fd, struct msghdr *message, int flags), (fd, message, flags))
WRAP(poll, int, poll, (struct pollfd * polled, nfds_t count, int wait), (polled, count, wait))
WRAP(rename, int, rename, (const char *from, const char *to), (from, to))
WRAP(rename, int, renameat, (int a, const char *from, int b, const char *to), (a, from, b, to))
WRAP(stat, int, stat, (const char *path, struct stat *status), (path, status))
WRAP(stat, int, fstat, (int fd, struct stat *status), (fd, status))
WRAP(stat, int, fstatat, (int folder, const char *path, struct stat *status, int flags),
     (folder, path, status, flags))
WRAP(unlink, int, unlink, (const char *path), (path))
WRAP(unlink, int, unlinkat, (int folder, const char *path, int flags), (folder, path, flags))
WRAP(unlink, int, rmdir, (const char *path), (path))
WRAP(misc, int, fsync, (int fd), (fd))
WRAP(misc, int, ftruncate, (int fd, off_t size), (fd, size))
WRAP(misc, int, fchmod, (int fd, mode_t mode), (fd, mode))
WRAP(misc, int, chmod, (const char *path, mode_t mode), (path, mode))
WRAP(misc, int, dup2, (int from, int to), (from, to))
WRAP(misc, int, memfd_create, (const char *name, unsigned flags), (name, flags))
WRAP(misc, int, pidfd_open, (pid_t pid, unsigned flags), (pid, flags))
WRAP(misc, int, flock, (int fd, int what), (fd, what))
WRAP(misc, ssize_t, readlink, (const char *path, char *target, size_t size), (path, target, size))
WRAP(misc, int, access, (const char *path, int mode), (path, mode))

/* ---- those of another shape ---- */

char *mkdtemp(char *path) {
    char *(*next)(char *) = REAL(mkdtemp);
    char *made = fails(KIND_mkdir) ? NULL : next(path);
    if (made != NULL && meant == getpid())
        note("made", made);
    return made;
}

char *realpath(const char *path, char *target) {
    char *(*next)(const char *, char *) = REAL(realpath);
    return fails(KIND_misc) ? NULL : next(path, target);
}

int open(const char *path, int flags, ...) {
    int (*next)(const char *, int, ...) = REAL(open);
    va_list more;
    va_start(more, flags);
    mode_t mode = (flags & O_CREAT) != 0 ? va_arg(more, mode_t) : 0;
    va_end(more);
    return fails(KIND_open) ? -1 : next(path, flags, mode);
}

int openat(int folder, const char *path, int flags, ...) {
    int (*next)(int, const char *, int, ...) = REAL(openat);
    va_list more;
    va_start(more, flags);
    mode_t mode = (flags & O_CREAT) != 0 ? va_arg(more, mode_t) : 0;
    va_end(more);
    return fails(KIND_open) ? -1 : next(folder, path, flags, mode);
}

int fcntl(int fd, int command, ...) {
    int (*next)(int, int, ...) = REAL(fcntl);
    va_list more;
    va_start(more, command);
    void *argument = va_arg(more, void *);
    va_end(more);
    return fails(KIND_misc) ? -1 : next(fd, command, argument);
}

/* The wall clock jumps back to 1970. */
time_t time(time_t *ret_time) {
    time_t (*next)(time_t *) = REAL(time);
    time_t now = fails(KIND_clock) ? 1 : next(NULL);
    if (ret_time != NULL)
        *ret_time = now;
    return now;
}
