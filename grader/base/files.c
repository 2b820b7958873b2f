/* SPDX-License-Identifier: MIT */
#include "base/files.h"

#include "base/bytes.h"
#include "base/messages.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

void fd_close(int *fd) {
    int number = errno;
    if (*fd >= 0)
        (void)close(*fd);
    *fd = -1;
    errno = number;
}

ssize_t fd_read(int fd, void *buffer, size_t size) {
    ssize_t got;
    do
        got = read(fd, buffer, size);
    while (got < 0 && errno == EINTR);
    return got;
}

int fd_write_all(int fd, const void *bytes, size_t length) {
    const char *next = bytes;
    while (length > 0) {
        ssize_t put = write(fd, next, length);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            return -1;
        next += put;
        length -= (size_t)put;
    }
    return 0;
}

char *path_join(struct arena *arena, const char *folder, const char *name) {
    size_t length = strlen(folder);
    if (name[0] == '/' || length == 0)
        return arena_strdup(arena, name);
    return arena_printf(arena, "%s%s%s", folder, folder[length - 1] == '/' ? "" : "/", name);
}

const char *path_base(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash == NULL ? path : slash + 1;
}

char *path_folder(struct arena *arena, const char *path) {
    const char *slash = strrchr(path, '/');
    if (slash == NULL)
        return arena_strdup(arena, ".");
    return slash == path ? arena_strdup(arena, "/")
                         : arena_strndup(arena, path, (size_t)(slash - path));
}

bool path_is_file(const char *path) {
    struct stat status;
    return stat(path, &status) == 0 && S_ISREG(status.st_mode);
}

bool path_is_folder(const char *path) {
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

char *own_folder(struct arena *arena, struct error *error) {
    char path[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", path, sizeof path - 1);
    if (length < 0) {
        (void)error_set_errno(error, ERROR_FAULT, _("cannot find the folder of this program"));
        return NULL;
    }
    path[length] = '\0';
    return path_folder(arena, path);
}

/* Reads what a descriptor gives, at most `cap` bytes and one more, which tells that it is too long.
 */
static int read_all(int fd, struct bytes *content) {
    char block[65536];
    ssize_t got;
    while (content->dropped == 0 && (got = fd_read(fd, block, sizeof block)) != 0) {
        if (got < 0)
            return -1;
        bytes_append(content, block, (size_t)got);
    }
    return 0;
}

int file_read(struct arena *arena, const char *path, size_t cap, enum error_kind kind,
              char **ret_bytes, size_t *ret_length, struct error *error) {
    /* O_NONBLOCK: opening a FIFO that somebody handed in must not wait for a writer. */
    FD_AUTO fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    struct stat status;
    if (fd < 0 || fstat(fd, &status) < 0)
        return error_set_errno(error, kind, _("cannot read %s"), path);
    if (!S_ISREG(status.st_mode))
        return error_set(error, kind, _("%s is not a file"), path);
    BYTES_AUTO content = {.cap = cap};
    if (read_all(fd, &content) < 0)
        return error_set_errno(error, kind, _("cannot read %s"), path);
    if (content.dropped > 0)
        return error_set(error, kind, _("%s is longer than %zu bytes"), path, cap);
    *ret_bytes = arena_strndup(arena, bytes_text(&content), content.length);
    *ret_length = content.length;
    return 0;
}

/* Gives a temporary file its final content and name; -1 with errno when a step fails. */
static int finish_file(int fd, const char *temporary, const char *path, const void *bytes,
                       size_t length, bool sync) {
    if (fd_write_all(fd, bytes, length) < 0 || fchmod(fd, 0644) < 0 || (sync && fsync(fd) < 0))
        return -1;
    return rename(temporary, path);
}

/* A device or a pipe is written to; a rename would put a file in its place. */
static int write_to_special(const char *path, const void *bytes, size_t length,
                            struct error *error) {
    /* O_NONBLOCK: a pipe that nobody reads is an error and no reason to wait for ever. */
    FD_AUTO fd = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    if (fd < 0 || fcntl(fd, F_SETFL, 0) < 0 || fd_write_all(fd, bytes, length) < 0)
        return error_set_errno(error, ERROR_FAULT, _("cannot write %s"), path);
    return 0;
}

/* Opens a temporary file beside the file that `path` names and tells both names: behind a link its
 * target is replaced, not the link. -1 and errno when that fails. */
static int temporary_beside(const char *path, char target[PATH_MAX], char temporary[PATH_MAX]) {
    if (realpath(path, target) == NULL && snprintf(target, PATH_MAX, "%s", path) >= PATH_MAX) {
        errno = ENAMETOOLONG;
        return -1;
    }
    if (snprintf(temporary, PATH_MAX, "%s.XXXXXX", target) >= PATH_MAX) {
        errno = ENAMETOOLONG;
        return -1;
    }
    return mkostemp(temporary, O_CLOEXEC);
}

static int write_renamed(const char *path, const void *bytes, size_t length, bool sync,
                         struct error *error) {
    struct stat status;
    char temporary[PATH_MAX], target[PATH_MAX];
    if (stat(path, &status) == 0 && !S_ISREG(status.st_mode))
        return write_to_special(path, bytes, length, error);
    FD_AUTO fd = temporary_beside(path, target, temporary);
    if (fd < 0)
        return error_set_errno(error, ERROR_FAULT, _("cannot write %s"), path);
    if (finish_file(fd, temporary, target, bytes, length, sync) < 0) {
        (void)error_set_errno(error, ERROR_FAULT, _("cannot write %s"), path);
        (void)unlink(temporary);
        return -1;
    }
    return 0;
}

int file_write(const char *path, const void *bytes, size_t length, struct error *error) {
    return write_renamed(path, bytes, length, true, error);
}

int file_write_quickly(const char *path, const void *bytes, size_t length, struct error *error) {
    return write_renamed(path, bytes, length, false, error);
}

int file_copy(const char *from, const char *to, struct error *error) {
    FD_AUTO in = open(from, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    if (in < 0)
        return error_set_errno(error, ERROR_FAULT, _("cannot read %s"), from);
    FD_AUTO out = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    if (out < 0)
        return error_set_errno(error, ERROR_FAULT, _("cannot write %s"), to);
    char block[65536];
    ssize_t got;
    while ((got = fd_read(in, block, sizeof block)) > 0)
        if (fd_write_all(out, block, (size_t)got) < 0)
            return error_set_errno(error, ERROR_FAULT, _("cannot write %s"), to);
    return got == 0 ? 0 : error_set_errno(error, ERROR_FAULT, _("cannot read %s"), from);
}
