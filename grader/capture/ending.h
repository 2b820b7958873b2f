/* SPDX-License-Identifier: MIT */
/* How a run ended, in words for people. */
#ifndef MPIGRADE_CAPTURE_ENDING_H
#define MPIGRADE_CAPTURE_ENDING_H

#include "base/arena.h"
#include "capture/capture.h"

/* One sentence: which rank, which signal, status, exception or limit, how much of it, and at which
 * MPI call. NULL when the run finished. */
const char *ending_text(struct arena *arena, const struct capture *capture) MUST_USE;

/* The last line of the Python traceback that a rank ended with, e.g. "ValueError: bad number". NULL
 * when there is none. */
const char *ending_exception(struct arena *arena, const struct rank_capture *rank) MUST_USE;

#endif
