/* SPDX-License-Identifier: MIT */
/* Names that came from outside, as the store keeps them and as files are called. */
#ifndef MPIGRADE_BATCH_NAMES_H
#define MPIGRADE_BATCH_NAMES_H

#include "base/arena.h"

/* UTF-8: each byte that is none, and each control character, as %XX. Different names stay
 * different unless somebody is called like one of these on purpose. NULL gives NULL. */
const char *name_clean(struct arena *arena, const char *name) MUST_USE;

/* The name of a file or folder: no blanks, no /, no leading dot or dash, not too long, not empty.
 */
const char *name_file(struct arena *arena, const char *name) MUST_USE;

/* `path` without the folder that it lies in, if it lies in it. */
const char *name_below(const char *folder, const char *path);

#endif
