/* SPDX-License-Identifier: MIT */
/* np 2
 * expect misuse finalize_missing
 */
#include "small.h"

START
    MPI_Barrier(WORLD);
    if (rank == 1)
        exit(0);
END
