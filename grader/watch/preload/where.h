/* SPDX-License-Identifier: MIT */
/* Which line of the program makes this call. */
#ifndef MPIGRADE_WATCH_PRELOAD_WHERE_H
#define MPIGRADE_WATCH_PRELOAD_WHERE_H

#include <stdbool.h>
#include <stdint.h>

void where_start(void); /* looks for a Python interpreter in this process */

bool where_is_python(void);

/* As layout.h encodes places: the Python line when a Python program makes the call, else the
 * address. */
uint64_t where_now(const void *address);

#endif
