/* SPDX-License-Identifier: MIT */
#include "submission/collect.h"

#include "base/files.h"
#include "base/messages.h"
#include "base/sha256.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

/* Whose fault it is that a file could not be made: an odd name is the submission's, the rest ours.
 */
static enum error_kind blame(int number) {
    return number == EEXIST || number == ENOTDIR || number == EISDIR || number == ENAMETOOLONG ||
                   number == EILSEQ
               ? ERROR_NOT_GRADABLE
               : ERROR_FAULT;
}

static int make_parents(const char *folder, char *path, const char *shown, struct error *error) {
    for (char *slash = path + strlen(folder) + 1; (slash = strchr(slash, '/')) != NULL; slash++) {
        *slash = '\0';
        int failed = mkdir(path, 0755);
        *slash = '/';
        if (failed != 0 && errno != EEXIST)
            return error_set_errno(error, blame(errno), _("cannot make the folder of %s"), shown);
    }
    return 0;
}

static int write_new(const struct collection *collection, const char *path, const char *bytes,
                     size_t length, struct error *error) {
    char *full = path_join(collection->arena, collection->folder, path);
    const char *shown = name_shown(collection->arena, path);
    if (make_parents(collection->folder, full, shown, error) != 0)
        return -1;
    FD_AUTO fd = open(full, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);
    if (fd < 0 && errno == EEXIST)
        return error_set(error, ERROR_NOT_GRADABLE, _("two files of the submission are called %s"),
                         shown);
    if (fd < 0)
        return error_set_errno(error, blame(errno), _("cannot keep a copy of %s"), shown);
    if (fd_write_all(fd, bytes, length) != 0)
        return error_set_errno(error, ERROR_FAULT, _("cannot keep a copy of %s"), shown);
    return 0;
}

static int too_deep(struct error *error) {
    return error_set(error, ERROR_NOT_GRADABLE,
                     _("the submission has folders in folders, more than %d deep"), COLLECT_DEPTH);
}

int collect_store(struct collection *collection, const char *path, const char *bytes, size_t length,
                  struct error *error) {
    if (!path_is_safe(path))
        return error_set(error, ERROR_NOT_GRADABLE,
                         _("the submission holds a file whose name leads out of its folder: %s"),
                         name_shown(collection->arena, path));
    if (path_depth(path) > COLLECT_DEPTH)
        return too_deep(error);
    if (length > COLLECT_FILE_BYTES)
        return error_set(error, ERROR_NOT_GRADABLE, _("%s is larger than %d MiB"),
                         name_shown(collection->arena, path), COLLECT_FILE_BYTES >> 20);
    if (collection->count >= COLLECT_FILES)
        return error_set(error, ERROR_NOT_GRADABLE, _("the submission has more than %d files"),
                         COLLECT_FILES);
    if (length > COLLECT_TOTAL_BYTES - collection->total)
        return error_set(error, ERROR_NOT_GRADABLE, _("the submission is larger than %d MiB"),
                         COLLECT_TOTAL_BYTES >> 20);
    if (write_new(collection, path, bytes, length, error) != 0)
        return -1;
    collection->total += length;
    struct stored_file *file = arena_push(collection->arena, &collection->files, &collection->count,
                                          &collection->capacity, sizeof *collection->files);
    char hex[SHA256_HEX_SIZE];
    sha256_hex(bytes, length, hex);
    *file = (struct stored_file){
        .path = arena_strdup(collection->arena, path),
        .sha256 = arena_strdup(collection->arena, hex),
        .bytes = bytes,
        .length = length,
    };
    return 0;
}

int collect_content(struct collection *collection, const char *path, const char *bytes,
                    size_t length, struct error *error) {
    if (archive_suffix(path))
        return archive_collect(collection, path, bytes, length, error);
    if (notebook_suffix(path))
        return notebook_collect(collection, path, bytes, length, error);
    return collect_store(collection, path, bytes, length, error);
}

int collect_count(struct collection *collection, const char *path, struct error *error) {
    if (++collection->entries <= COLLECT_ENTRIES)
        return 0;
    return error_set(error, ERROR_NOT_GRADABLE,
                     _("%s: the submission holds more than %d files and folders"),
                     name_shown(collection->arena, path), COLLECT_ENTRIES);
}

/* ---- from the disk ---- */

/* Reads a whole file that is open. `kind` is whose fault it is when that fails. */
static int read_all(struct arena *arena, int fd, const char *path, enum error_kind kind,
                    char **ret_bytes, size_t *ret_length, struct error *error) {
    struct stat status;
    if (fstat(fd, &status) != 0)
        return error_set_errno(error, ERROR_FAULT, _("cannot read %s"), path);
    if (status.st_size > COLLECT_TOTAL_BYTES)
        return error_set(error, ERROR_NOT_GRADABLE, _("%s is larger than %d MiB"), path,
                         COLLECT_TOTAL_BYTES >> 20);
    /* A file that grows meanwhile is cut. */
    size_t size = (size_t)status.st_size, length = 0;
    char *bytes = arena_alloc(arena, size + 1);
    while (length < size) {
        ssize_t got = fd_read(fd, bytes + length, size - length);
        if (got < 0)
            return error_set_errno(error, kind, _("cannot read %s"), path);
        if (got == 0)
            break;
        length += (size_t)got;
    }
    *ret_bytes = bytes;
    *ret_length = length;
    return 0;
}

/* `path` is the name that it gets in the submission. */
static int collect_file(struct collection *collection, int fd, const char *path,
                        enum error_kind kind, struct error *error) {
    char *bytes = NULL;
    size_t length = 0;
    if (read_all(collection->arena, fd, path, kind, &bytes, &length, error) != 0)
        return -1;
    return collect_content(collection, path, bytes, length, error);
}

static int collect_folder(struct collection *collection, int folder, const char *prefix, int depth,
                          struct error *error);

static bool is_plain(const struct stat *status) {
    return S_ISREG(status->st_mode) || S_ISDIR(status->st_mode);
}

/* Opens a file or a folder: 1; 0 when it is something else; -1 with errno. It is looked at again
 * when it is open: somebody may have put something else in its place. */
static int open_plain(int folder, const char *name, struct stat *ret_status, int *ret_fd) {
    if (fstatat(folder, name, ret_status, AT_SYMLINK_NOFOLLOW) != 0)
        return -1;
    if (!is_plain(ret_status))
        return 0;
    *ret_fd = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (*ret_fd < 0 || fstat(*ret_fd, ret_status) != 0)
        return -1;
    return is_plain(ret_status) ? 1 : 0;
}

/* Links are not followed and devices not opened: they are no part of what was handed in. */
static int collect_entry(struct collection *collection, int folder, const char *prefix,
                         const char *name, int depth, struct error *error) {
    const char *path = path_join(collection->arena, prefix, name);
    struct stat status;
    if (collect_count(collection, path, error) != 0)
        return -1;
    FD_AUTO fd = -1;
    int found = open_plain(folder, name, &status, &fd);
    if (found < 0)
        return error_set_errno(error, ERROR_NOT_GRADABLE, _("cannot read %s"),
                               name_shown(collection->arena, path));
    if (found == 0)
        return 0;
    if (S_ISDIR(status.st_mode))
        return collect_folder(collection, fd, path, depth + 1, error);
    return collect_file(collection, fd, path, ERROR_NOT_GRADABLE, error);
}

static int by_bytes(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The names in a folder, sorted, so that whatever happens happens in the same order each time. */
static int list_folder(struct collection *collection, int folder, const char *path,
                       size_t *ret_count, char ***ret_names, struct error *error) {
    size_t count = 0, capacity = 0;
    char **names = NULL;
    int copy = fcntl(folder, F_DUPFD_CLOEXEC, 0);
    DIR *stream = copy < 0 ? NULL : fdopendir(copy);
    if (stream == NULL) {
        error_set_errno(error, ERROR_FAULT, _("cannot read the folder %s"), path);
        fd_close(&copy);
        return -1;
    }
    struct dirent *item;
    while (errno = 0, (item = readdir(stream)) != NULL && count <= COLLECT_ENTRIES) {
        if (!name_is_junk(item->d_name, strlen(item->d_name)))
            *(char **)arena_push(collection->arena, &names, &count, &capacity, sizeof *names) =
                arena_strdup(collection->arena, item->d_name);
    }
    int failed = item == NULL && errno != 0
                     ? error_set_errno(error, ERROR_FAULT, _("cannot read the folder %s"), path)
                     : 0;
    (void)closedir(stream);
    if (failed != 0)
        return -1;
    if (count > 0)
        qsort(names, count, sizeof *names, by_bytes);
    *ret_count = count;
    *ret_names = names;
    return 0;
}

static int collect_folder(struct collection *collection, int folder, const char *prefix, int depth,
                          struct error *error) {
    size_t count;
    char **names;
    if (depth > COLLECT_DEPTH)
        return too_deep(error);
    if (list_folder(collection, folder, prefix, &count, &names, error) != 0)
        return -1;
    for (size_t i = 0; i < count; i++) {
        if (collect_entry(collection, folder, prefix, names[i], depth, error) != 0)
            return -1;
    }
    return 0;
}

int collect_named(struct collection *collection, const char *path, const char *name,
                  struct error *error) {
    FD_AUTO fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0)
        return error_set_errno(error, ERROR_USAGE, _("cannot open %s"), path);
    return collect_file(collection, fd, name, ERROR_USAGE, error);
}

int collect_path(struct collection *collection, const char *path, struct error *error) {
    FD_AUTO fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0)
        return error_set_errno(error, ERROR_USAGE, _("cannot open %s"), path);
    struct stat status;
    if (fstat(fd, &status) != 0)
        return error_set_errno(error, ERROR_FAULT, _("cannot open %s"), path);
    if (S_ISDIR(status.st_mode))
        return collect_folder(collection, fd, "", 0, error);
    if (!S_ISREG(status.st_mode))
        return error_set(error, ERROR_USAGE, _("%s is neither a file nor a folder"), path);
    return collect_file(collection, fd, path_base(path), ERROR_USAGE, error);
}
