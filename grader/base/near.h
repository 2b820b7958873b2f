/* SPDX-License-Identifier: MIT */
/* "Did you mean …?": the known name that a mistyped one is nearest to. */
#ifndef MPIGRADE_BASE_NEAR_H
#define MPIGRADE_BASE_NEAR_H

#include "base/attributes.h"

#include <stddef.h>

/* The name among `names` that is fewest edits from `wanted` (letter case aside), or of which
 * `wanted` is a part of three letters or more; NULL when none is near. The first of several equally
 * near ones. */
const char *near_name(const char *wanted, const char *const *names, size_t count) MUST_USE;

#endif
