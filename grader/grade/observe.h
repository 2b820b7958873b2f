/* SPDX-License-Identifier: MIT */
/* Lets the watch look at a case while launch runs it. */
#ifndef MPIGRADE_GRADE_OBSERVE_H
#define MPIGRADE_GRADE_OBSERVE_H

#include "build/build.h"
#include "launch/launch.h"
#include "watch/watch.h"

struct observation; /* of one case; belongs to the arena, observation_done() frees the rest */

struct observation *observation_new(struct arena *arena, const struct build *build,
                                    struct lines *lines) MUST_USE;
const struct observer *observation_observer(const struct observation *observation);
void observation_done(struct observation *observation);

/* The library that is preloaded into programs of this launcher's MPI: it lies beside this program
 * or in
 * ../lib/mpigrade. NULL when there is none for this MPI: then programs run unwatched. */
const char *observe_library(struct arena *arena, const struct launcher *launcher) MUST_USE;

#endif
