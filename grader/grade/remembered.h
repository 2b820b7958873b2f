/* SPDX-License-Identifier: MIT */
/* What reference programs left behind, remembered from one run of mpigrade to the next.
 *
 * Theory of operation. All that a reference's captures follow from (its files, the rubric, limits,
 * this program and its helpers, MPI, compiler, machine) makes a key; the captures lie in a file of
 * that name in a cache folder. What changed has another key, so nothing is ever out of date. The
 * file holds a checksum of itself and is read with distrust: whatever is not exactly as it was
 * written counts as not there, and the reference is run. Nothing here fails: without a folder, a
 * right to write or room, nothing is remembered. Files come by rename, so graders side by side do
 * no harm. */
#ifndef MPIGRADE_GRADE_REMEMBERED_H
#define MPIGRADE_GRADE_REMEMBERED_H

#include "base/arena.h"
#include "capture/capture.h"
#include "rubric/rubric.h"
#include "submission/submission.h"

#include <jansson.h>
#include <stddef.h>

/* What captures follow from. */
struct remembered_origin {
    const struct rubric *rubric;
    const struct submission *program; /* the reference */
    const char *mpi, *sandbox;        /* as the launcher words them */
    const char *own;                  /* fingerprint_own() */
    const char *tool;                 /* path of the compiler or interpreter */
};

/* 64 hexadecimal digits; NULL when something of it could not be read. */
const char *remembered_key(struct arena *arena, const struct remembered_origin *origin) MUST_USE;

/* $MPIGRADE_CACHE, or mpigrade in $XDG_CACHE_HOME or ~/.cache; NULL when none of them is set. */
const char *remembered_folder(struct arena *arena) MUST_USE;

/* The captures of the rubric's cases, in its order. Of a capture comes back what a judge compares a
 * submission with: streams, exit codes, which calls each rank made and who sent to whom; no times,
 * no single calls. False when they are not remembered. */
bool remembered_load(struct arena *arena, const char *folder, const char *key,
                     const struct rubric *rubric, const struct capture **ret_captures) MUST_USE;

/* Remembers them, if all cases ended well and at once, and forgets what was not used for longest.
 */
void remembered_store(const char *folder, const char *key, const struct rubric *rubric,
                      const struct capture *const *captures);

/* Keeps others from running the same reference at the same time: waits until whoever does is done.
 * Closing the descriptor ends it; -1 when there is nothing to keep them out with. */
int remembered_lock(const char *folder, const char *key) MUST_USE;

/* ---- remembered_json.c: captures as JSON ---- */

/* NULL when one of them is not to be remembered. The caller frees it (json_decref). */
json_t *remembered_write(const struct rubric *rubric,
                         const struct capture *const *captures) MUST_USE;

/* False when `cases` is not what remembered_write() makes for this rubric. */
bool remembered_read(struct arena *arena, const json_t *cases, const struct rubric *rubric,
                     const struct capture **ret_captures) MUST_USE;

#endif
