/* SPDX-License-Identifier: MIT */
/* Equal submissions of one batch: one of them is graded, the others take its result. */
#ifndef MPIGRADE_BATCH_EQUALS_H
#define MPIGRADE_BATCH_EQUALS_H

#include "batch/store_write.h"

struct equals; /* of one run */
struct equal;  /* the submissions to one exercise whose files are the same */

/* What is to be done with an attempt that is taken from the queue. */
enum equals_turn {
    EQUALS_GRADE, /* an equal one that comes up meanwhile waits for it: equals_settle() */
    EQUALS_WAIT,  /* an equal one is being graded: take another */
    EQUALS_TAKE,  /* the result of equals_kept() is its result, too */
};

struct equals *equals_new(struct arena *arena) MUST_USE;

/* The attempt's; NULL when its files cannot be read, so that it is graded by itself. */
struct equal *equals_find(struct equals *equals, const struct store_work *work) MUST_USE;
enum equals_turn equals_ask(struct equals *equals, struct equal *equal,
                            const struct store_work *work) MUST_USE;

/* The attempt was graded, and this is its report. Those that waited for it take it, if it may be
 * shared: equals_next_waiting() gives one after the other. Otherwise all of them are asked about
 * once more: equals_next_again(). `source` is the hash of the normalised source, or "". */
void equals_settle(struct equals *equals, struct equal *equal, const struct store_work *work,
                   const json_t *report, const char *source);

/* False when there is none (any more). Sets what store_next() needs to find it. */
bool equals_next_waiting(struct equal *equal, struct store_work *ret_behind) MUST_USE;
bool equals_next_again(struct equals *equals, struct store_work *ret_behind) MUST_USE;
bool equals_any_again(const struct equals *equals) MUST_USE;

/* The attempt whose result may be taken, and its source's hash, "" when not known. */
int64_t equals_kept(const struct equal *equal, const char **ret_source) MUST_USE;

/* Makes of that one's report the report of another. */
void equals_adapt(json_t *report, const struct store_work *work);

#endif
