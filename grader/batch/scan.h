/* SPDX-License-Identifier: MIT */
/* All files below the folder of submissions. Links are not followed; names are any bytes. */
#ifndef MPIGRADE_BATCH_SCAN_H
#define MPIGRADE_BATCH_SCAN_H

#include "batch/layout.h"

enum {
    SCAN_FILES = 200000, /* of a whole class */
    SCAN_DEPTH = 32,
};

/* `path` is below the folder of submissions; that of something in an archive goes on behind the
 * archive's. `where` is absolute and ends like `path` does. */
struct file {
    const char *path, *where;
};

struct scan {
    struct arena *arena;
    const char *root, *scratch; /* scratch NULL: archives cannot be opened */
    const struct course *course;
    size_t unpacked;        /* archives */
    int64_t unpacked_bytes; /* of all */
    size_t file_count, file_capacity;
    struct file *files; /* sorted by path */
    size_t clone_count, clone_capacity;
    const char **clones; /* folders that hold .git, relative */
    size_t stray_count, stray_capacity;
    struct stray *strays;
};

/* Looks through `where` (a folder), whose content has paths that begin with `prefix`. */
int scan_folder(struct scan *scan, const char *where, const char *prefix,
                struct error *error) MUST_USE;
void scan_sort(struct scan *scan);

void scan_stray(struct scan *scan, const char *path, const char *why);

/* Files whose path begins with folder and '/': the first and how many. */
size_t scan_below(const struct scan *scan, const char *folder, size_t length, size_t *ret_count);

/* ---- unpack.c ---- */

/* Unpacks an archive of at most `most` bytes (0: as many as a class may have) into a new folder of
 * scratch. NULL: it is a stray now (or, with `error` set, we failed). */
const char *scan_unpack(struct scan *scan, const struct file *archive, int64_t most,
                        struct error *error);

/* Whether an entry of the archive is called as `is_like` wants it; false when it cannot be read. */
bool archive_holds(const char *where, bool (*is_like)(const char *name));

#endif
