/* SPDX-License-Identifier: MIT */
/* Files and folders. Every descriptor is close-on-exec: a child sees only what it is given. */
#ifndef MPIGRADE_BASE_FILES_H
#define MPIGRADE_BASE_FILES_H

#include "base/arena.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* ---- descriptors ---- */

void fd_close(int *fd); /* closes what is >= 0 and sets -1; errno stays as it was */
#define FD_AUTO CLEANUP(fd_close) int

/* read(2) and write(2) of everything, again after a signal. -1 and errno when that fails. */
ssize_t fd_read(int fd, void *buffer, size_t size) MUST_USE; /* one piece; 0 at the end */
int fd_write_all(int fd, const void *bytes, size_t length) MUST_USE;

/* ---- names ---- */

/* "folder/name"; `name` alone when it is absolute or `folder` is "". */
char *path_join(struct arena *arena, const char *folder, const char *name) MUST_USE;
const char *path_base(const char *path);                           /* what follows the last / */
char *path_folder(struct arena *arena, const char *path) MUST_USE; /* "." when there is none */
bool path_is_file(const char *path);                               /* follows links */
bool path_is_folder(const char *path);                             /* follows links */

/* The folder of the running program, its links resolved. */
char *own_folder(struct arena *arena, struct error *error) MUST_USE;

/* ---- content ---- */

/* Reads a whole regular file into the arena, with a NUL behind it. A failure is of `kind` and names
 * the file: it cannot be opened, is no regular file, or is longer than `cap` bytes. */
int file_read(struct arena *arena, const char *path, size_t cap, enum error_kind kind,
              char **ret_bytes, size_t *ret_length, struct error *error) MUST_USE;

/* Writes under a temporary name beside `path`, syncs and renames: readers see the old file or the
 * new one, never a half. A link stays, its target is replaced; a device or a pipe is written to. */
int file_write(const char *path, const void *bytes, size_t length, struct error *error) MUST_USE;
/* The same without the sync: for many files that can be made again after a power cut. */
int file_write_quickly(const char *path, const void *bytes, size_t length,
                       struct error *error) MUST_USE;

/* Copies the content of a regular file; the copy can be written by us and read by all. */
int file_copy(const char *from, const char *to, struct error *error) MUST_USE;

/* ---- folders ---- */

int folder_make(const char *path, struct error *error) MUST_USE; /* with its parents; may exist */

/* Makes a fresh folder that only we can enter, in $TMPDIR or /tmp, e.g. with prefix "mpigrade-run".
 */
char *tree_make(struct arena *arena, const char *prefix, struct error *error) MUST_USE;

/* The same in a folder of the caller's choice. */
char *tree_make_in(struct arena *arena, const char *base, const char *prefix,
                   struct error *error) MUST_USE;

/* Removes a folder and everything below it. Links are removed, never followed; folders that
 * their maker closed to us are opened first. A tree that does not exist is fine. */
int tree_remove(const char *path, struct error *error);

#endif
