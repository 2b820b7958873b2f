/* SPDX-License-Identifier: MIT */
/* One batch at a time works on an output folder. */
#ifndef MPIGRADE_BATCH_LOCK_H
#define MPIGRADE_BATCH_LOCK_H

#include "base/error.h"

/* Locks the folder until the descriptor is closed or this process has ended, however it ends. Those
 * that it forks do not hold the lock. ERROR_USAGE, with the process that does, when another batch
 * works there. */
int batch_lock(const char *folder, int *ret_lock, struct error *error) MUST_USE;

#endif
