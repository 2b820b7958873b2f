/* SPDX-License-Identifier: MIT */
/* np 4
 * expect deadlock 0
 */
#include "small.h"

START
    MPI_Comm half;
    MPI_Comm_split(WORLD, rank % 2, rank, &half);
    if (rank != 2)
        MPI_Barrier(half); /* stuck 0 */
    MPI_Comm_free(&half);
END
