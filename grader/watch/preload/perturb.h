/* SPDX-License-Identifier: MIT */
/* Seeded delays at MPI calls, to bring out what only luck keeps right.
 *
 * Theory of operation. There are two kinds. At one call in four that communicates a rank naps for
 * up to a millisecond: whatever is a close race comes out either way. And each rank lags for a time
 * of its own at its first send after Init, a collective or a receive: of ranks 0 to 3 (and 4 to 7
 * ...) the seed says which is slowest, next, ...; all 24 orders come up in 24 seeds that follow
 * each other. So messages arrive in another order than that in which ranks start, too. A rank is
 * delayed by 60 ms in all; a program that calls often is not held up for long. Delays follow
 * from seed, rank and the calls so far alone. */
#ifndef MPIGRADE_WATCH_PRELOAD_PERTURB_H
#define MPIGRADE_WATCH_PRELOAD_PERTURB_H

#include "watch/layout.h"

/* `seed` is the text of WATCH_ENV_PERTURB, or NULL; without one, or with 0, nothing is delayed. */
void perturb_start(const char *seed, int rank);

/* Before a call of the program. */
void perturb_call(enum watch_call call);

#endif
