/* SPDX-License-Identifier: MIT */
/* Which line of the program makes this call. */
#ifndef MPIGRADE_WATCH_PRELOAD_WHERE_H
#define MPIGRADE_WATCH_PRELOAD_WHERE_H

#include "watch/layout.h"

#include <stdbool.h>
#include <stdint.h>

void where_start(void); /* looks for a Python interpreter in this process */

extern bool where_python; /* there is one */

uint64_t where_in_python(const void *address);

/* As layout.h encodes places: the Python line when a Python program makes the call, else the
 * address. */
static inline uint64_t where_now(const void *address) {
    return where_python ? where_in_python(address) : (uint64_t)(uintptr_t)address & ~WHERE_PYTHON;
}

#endif
