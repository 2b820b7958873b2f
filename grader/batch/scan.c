/* SPDX-License-Identifier: MIT */
#include "batch/scan.h"

#include "base/files.h"
#include "base/messages.h"
#include "base/utf8.h"
#include "batch/store.h"
#include "submission/collect.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

void scan_stray(struct scan *scan, const char *path, const char *why) {
    size_t length;
    char *shown = utf8_repair(path, strlen(path), &length);
    *(struct stray *)arena_push(scan->arena, &scan->strays, &scan->stray_count,
                                &scan->stray_capacity, sizeof *scan->strays) =
        (struct stray){.path = arena_strndup(scan->arena, shown, length), .why = why};
    free(shown);
}

/* Paths sort as if / came before all else, so that what is in a folder stands together. */
static int compare_paths(const char *a, const char *b, size_t length) {
    size_t i = 0;
    while (i < length && a[i] == b[i] && a[i] != '\0')
        i++;
    if (i == length)
        return 0;
    int x = a[i] == '/' ? 1 : (unsigned char)a[i] + (a[i] != '\0');
    int y = b[i] == '/' ? 1 : (unsigned char)b[i] + (b[i] != '\0');
    return x - y;
}

static int by_path(const void *a, const void *b) {
    return compare_paths(((const struct file *)a)->path, ((const struct file *)b)->path, SIZE_MAX);
}

static int by_text(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static int by_stray(const void *a, const void *b) {
    return strcmp(((const struct stray *)a)->path, ((const struct stray *)b)->path);
}

void scan_sort(struct scan *scan) {
    if (scan->file_count > 0)
        qsort(scan->files, scan->file_count, sizeof *scan->files, by_path);
    if (scan->clone_count > 0)
        qsort(scan->clones, scan->clone_count, sizeof *scan->clones, by_text);
    if (scan->stray_count > 0)
        qsort(scan->strays, scan->stray_count, sizeof *scan->strays, by_stray);
}

/* The first file whose path, cut at `length`, is not less than (or, `behind`, greater than) that of
 * the folder with its slash. */
static size_t bound(const struct scan *scan, const char *folder, size_t length, bool behind) {
    size_t low = 0, high = scan->file_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = compare_paths(scan->files[middle].path, folder, length);
        if (order < 0 || (behind && order == 0))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

size_t scan_below(const struct scan *scan, const char *folder, size_t length, size_t *ret_count) {
    const char *slashed = arena_printf(scan->arena, "%.*s/", (int)length, folder);
    size_t first = bound(scan, slashed, length + 1, false);
    *ret_count = bound(scan, slashed, length + 1, true) - first;
    return first;
}

/* ---- the walk ---- */

struct place {
    const char *where, *path; /* a folder; path "" is the root */
    int depth;
};

/* The course file and the roster may lie among the submissions. */
static bool is_ours(const struct scan *scan, const struct stat *status) {
    const char *ours[] = {scan->course->path, scan->course->roster};
    for (size_t i = 0; i < ARRAY_LEN(ours); i++) {
        struct stat other;
        if (ours[i] != NULL && stat(ours[i], &other) == 0 && other.st_dev == status->st_dev &&
            other.st_ino == status->st_ino)
            return true;
    }
    return false;
}

static int add_file(struct scan *scan, const char *path, const char *where, struct error *error) {
    if (scan->file_count >= SCAN_FILES)
        return error_set(error, ERROR_USAGE, _("%s holds more than %d files"), scan->root,
                         SCAN_FILES);
    *(struct file *)arena_push(scan->arena, &scan->files, &scan->file_count, &scan->file_capacity,
                               sizeof *scan->files) = (struct file){.path = path, .where = where};
    return 0;
}

static int walk(struct scan *scan, int folder, const struct place *place, struct error *error);

static int walk_into(struct scan *scan, int parent, const char *name, const struct place *place,
                     struct error *error) {
    FD_AUTO fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0) {
        scan_stray(scan, place->path, _("the folder cannot be read: change its permissions"));
        return 0;
    }
    if (place->depth > SCAN_DEPTH) {
        scan_stray(scan, place->path, _("too many folders in folders: bring its files further up"));
        return 0;
    }
    return walk(scan, fd, place, error);
}

static int walk_entry(struct scan *scan, int folder, const struct place *place, const char *name,
                      struct error *error) {
    struct stat status;
    if (fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) != 0)
        return 0; /* it has just gone */
    struct place below = {.where = path_join(scan->arena, place->where, name),
                          .path = path_join(scan->arena, place->path, name),
                          .depth = place->depth + 1};
    if (S_ISDIR(status.st_mode))
        return walk_into(scan, folder, name, &below, error);
    if (S_ISREG(status.st_mode))
        return is_ours(scan, &status) ? 0 : add_file(scan, below.path, below.where, error);
    scan_stray(scan, below.path,
               S_ISLNK(status.st_mode)
                   ? _("a link, which is not followed: put the file itself there")
                   : _("neither a file nor a folder: remove it"));
    return 0;
}

static void note_clone(struct scan *scan, const char *path) {
    *(const char **)arena_push(scan->arena, &scan->clones, &scan->clone_count,
                               &scan->clone_capacity, sizeof *scan->clones) = path;
}

/* A folder in which a batch keeps its results holds no submissions. */
static bool is_store(int folder) {
    return faccessat(folder, STORE_NAME, F_OK, AT_SYMLINK_NOFOLLOW) == 0;
}

static int walk(struct scan *scan, int folder, const struct place *place, struct error *error) {
    if (is_store(folder))
        return 0;
    int copy = fcntl(folder, F_DUPFD_CLOEXEC, 0);
    DIR *stream = copy < 0 ? NULL : fdopendir(copy);
    if (stream == NULL) {
        (void)error_set_errno(error, ERROR_FAULT, _("cannot read the folder %s"), place->where);
        fd_close(&copy);
        return -1;
    }
    bool empty = true;
    int failed = 0;
    for (struct dirent *item; failed == 0 && (item = readdir(stream)) != NULL;) {
        const char *name = item->d_name;
        bool is_dots = strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
        empty = empty && is_dots;
        if (strcmp(name, ".git") == 0 && place->depth > 0)
            note_clone(scan, place->path);
        if (!name_is_junk(name, strlen(name)))
            failed = walk_entry(scan, folder, place, name, error);
    }
    (void)closedir(stream);
    if (empty && place->depth > 0)
        scan_stray(scan, place->path, _("an empty folder: nothing was handed in"));
    return failed;
}

int scan_folder(struct scan *scan, const char *where, const char *prefix, struct error *error) {
    FD_AUTO fd = open(where, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return error_set_errno(error,
                               errno == ENOENT || errno == ENOTDIR || errno == EACCES ? ERROR_USAGE
                                                                                      : ERROR_FAULT,
                               _("cannot open %s"), where);
    struct place place = {.where = where, .path = prefix};
    return walk(scan, fd, &place, error);
}
