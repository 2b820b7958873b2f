/* SPDX-License-Identifier: MIT */
/* What a student handed in, made ready to be built: a private copy (the student's own files are
 * never written to), archives unpacked and notebooks turned into programs, with the answer to
 * "which language, and which file is the program?".
 *
 * Everything here is hostile input: names of any bytes, links, devices, archives that unpack to
 * more than a disk holds. Limits are in submission/collect.h. */
#ifndef MPIGRADE_SUBMISSION_SUBMISSION_H
#define MPIGRADE_SUBMISSION_SUBMISSION_H

#include "base/arena.h"
#include "base/error.h"
#include "capture/capture.h"
#include "rubric/rubric.h"

#include <stddef.h>

struct submission_file {
    const char *path;   /* relative to the submission's folder; any bytes but NUL */
    const char *sha256; /* of its content, hexadecimal */
};

/* Everything belongs to the arena, but the folder's files to the caller's folder. For an exercise
 * with answers there is no program: main is the file with the answers, `answers` what stands in it,
 * and its language counts as C. */
struct submission {
    const char *name; /* what was handed in: the last part of the (first) path */
    enum language language;
    const char *folder;  /* the private copy; absolute */
    const char *main;    /* the program's main file, relative to folder; never starts with '-' */
    size_t source_count; /* what is compiled: main first, then the files that help it; for Python */
    const char *const *sources;     /* main alone */
    struct capture *const *answers; /* one for each case of the rubric; NULL: it is a program */
    size_t file_count;
    const struct submission_file *files; /* all files, sorted by path */
};

/* The name under which a report speaks of `paths`. */
const char *submission_name(struct arena *arena, const char *const *paths, size_t count) MUST_USE;

/* Copies what `paths` (files, folders, archives, notebooks) hold to the empty folder `folder` and
 * finds the program, or the answers. `rubric` says which languages and names are expected; NULL:
 * any program, and a single file brings along what it includes of the files beside it.
 *
 * NULL with ERROR_USAGE when a path does not exist or cannot be read, ERROR_NOT_GRADABLE when there
 * is no program in them, or no answers, or it is not clear which, ERROR_FAULT when we failed. */
struct submission *submission_open(struct arena *arena, const struct rubric *rubric,
                                   const char *const *paths, size_t count, const char *folder,
                                   struct error *error) MUST_USE;

#endif
