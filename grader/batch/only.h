/* SPDX-License-Identifier: MIT */
/* --only STUDENT|EXERCISE: which attempts are meant. */
#ifndef MPIGRADE_BATCH_ONLY_H
#define MPIGRADE_BATCH_ONLY_H

#include "batch/layout.h"

/* Patterns as the shell's. Those that fit exercises choose exercises, the others students (by key,
 * name, e-mail, number or login); an attempt must be of both kinds that were given. */
struct only {
    bool *exercises; /* of the course */
    bool everybody;  /* else: */
    size_t student_count;
    const char **students; /* keys, as the store has them */
};

bool only_means(const struct only *only, size_t exercise, const char *student);

/* ERROR_USAGE when a pattern fits neither. Without patterns everything is meant. */
int only_choose(struct arena *arena, const struct course *course, const struct handed_in *handed_in,
                const char *const *patterns, size_t count, struct only *ret_only,
                struct error *error) MUST_USE;

#endif
