/* SPDX-License-Identifier: MIT */
/* What a result follows from, as hashes: while they stay the same nothing is graded again. */
#ifndef MPIGRADE_BATCH_CONTENT_H
#define MPIGRADE_BATCH_CONTENT_H

#include "base/arena.h"
#include "base/error.h"
#include "launch/launch.h"
#include "rubric/rubric.h"

#include <stddef.h>

/* Of what was handed in: its name, and names and bytes of the files that grading would look at.
 * Nothing is opened that is no plain file, and no archive is unpacked. What cannot be read is part
 * of the hash, too: grading will say what is wrong with it. `unpacked` is the folder to which
 * downloads were unpacked: where it lies does not matter. */
const char *content_hash(struct arena *arena, const char *const *paths, size_t count,
                         const char *unpacked) MUST_USE;

/* Of all that grading can tell submissions apart by: names and bytes of files, but not what
 * archives are called, nor the folder that was handed in. NULL when something cannot be read. */
const char *content_alike(struct arena *arena, const char *const *paths, size_t count) MUST_USE;

/* Of everything else: rubric, references, limits, mpigrade (`own`: fingerprint_own()), MPI,
 * sandbox, compilers, language. NULL and an error when a reference cannot be read. */
const char *circumstances_hash(struct arena *arena, const struct rubric *rubric,
                               struct launcher *launcher, const char *own,
                               struct error *error) MUST_USE;

/* Of both. */
const char *result_key(struct arena *arena, const char *content,
                       const char *circumstances) MUST_USE;

#endif
