/* SPDX-License-Identifier: MIT */
/* What stays the same when a program is copied and dressed up: a hash of its source without what
 * is easily changed. Two submissions with one hash are for a person to look at; short programs may
 * be alike by chance.
 *
 * Left out: comments, blanks, line breaks (but Python's), doc strings, #include lines, names and
 * order of files, what does not end in a suffix of C, C++ or Python. The content of string literals
 * does not count, that of numbers and characters does. Names that the program gives itself (of
 * variables, functions, types, macros, parameters, modules after "as") are numbered as they first
 * occur: those of the top level in their file, the others in their function. Names of the language,
 * of MPI and of libraries stay. */
#ifndef MPIGRADE_BATCH_NORMAL_H
#define MPIGRADE_BATCH_NORMAL_H

#include "base/attributes.h"
#include "base/error.h"
#include "base/sha256.h"
#include "submission/submission.h"

#include <stdbool.h>
#include <stddef.h>

struct normal_file {
    const char *path;  /* its suffix tells the language */
    const char *bytes; /* any */
    size_t length;
};

/* false, and "" for a hash, when there is no source among the files. Pure. A file of more than 1 MB
 * counts as it stands. */
bool normal_hash(const struct normal_file *files, size_t count,
                 char ret_hex[SHA256_HEX_SIZE]) MUST_USE;

/* The same of an opened submission, whose files are read again from its folder. "" also when
 * answers were handed in: right ones are all alike. ERROR_FAULT when a file cannot be read. */
int normal_hash_submission(const struct submission *submission, char ret_hex[SHA256_HEX_SIZE],
                           struct error *error) MUST_USE;

#endif
