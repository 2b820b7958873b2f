/* SPDX-License-Identifier: MIT */
#ifndef MPIGRADE_LAUNCH_MPIRUN_TEXT_H
#define MPIGRADE_LAUNCH_MPIRUN_TEXT_H

#include "base/arena.h"

/* What mpirun says, without what differs from run to run: the "[host:pid] " that lines begin with,
 * and the job's number in the names of processes, "[2747596801,1]" or "[[41925,1],1]", which become
 * "rank 1". */
const char *mpirun_text_clean(struct arena *arena, const char *text) MUST_USE;

#endif
