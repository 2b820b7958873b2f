/* SPDX-License-Identifier: MIT */
/* Points in formats: integers of 1/1000 point, so that sums are exact. */
#ifndef MPIGRADE_REPORT_POINTS_H
#define MPIGRADE_REPORT_POINTS_H

#include "base/arena.h"

#include <jansson.h>
#include <stdint.h>

/* A member that is a number of points; 0 for anything else. */
int64_t member_points(const json_t *object, const char *key);

/* With as many decimals as it has: "2.333", "15". */
const char *points_text(struct arena *arena, int64_t points);

#endif
