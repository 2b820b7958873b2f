/* SPDX-License-Identifier: MIT */
/* Memory and processes of a whole job, counted and limited by the kernel (cgroup v2), where this
 * machine lets us make control groups. Elsewhere run.c looks at them every few milliseconds. */
#ifndef MPIGRADE_LAUNCH_CGROUP_H
#define MPIGRADE_LAUNCH_CGROUP_H

#include "base/arena.h"
#include "base/attributes.h"
#include "base/error.h"

#include <stdint.h>

/* The folder in which groups of jobs may be made, with memory and processes to be limited; -1 and
 * why not in `ret_reason`. May move this process to a group beside them: a group that has
 * processes of its own cannot limit others. */
int cgroup_open(struct arena *arena, const char **ret_reason) MUST_USE;

struct cgroup {
    int parent; /* borrowed */
    int folder; /* -1: none */
    char name[64];
};

#define CGROUP_NONE                                                                                \
    { .parent = -1, .folder = -1 }

/* `memory_mb` and `processes`: of all processes together, threads counted. */
int cgroup_make(int parent, int64_t memory_mb, int64_t processes, struct cgroup *ret_group,
                struct error *error) MUST_USE;

/* The limit that the kernel has enforced so far, by its name in base/limits.h, or NULL. */
const char *cgroup_limit_met(const struct cgroup *group);

/* Kills what is left in it and removes it. */
void cgroup_done(struct cgroup *group);

#endif
