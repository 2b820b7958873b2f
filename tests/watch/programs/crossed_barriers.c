/* SPDX-License-Identifier: MIT */
/* np 2
 * expect deadlock 0 1
 */
#include "small.h"

START
    MPI_Comm second;
    MPI_Comm_dup(WORLD, &second);
    MPI_Barrier(rank == 0 ? WORLD : second); /* stuck 0 1 */
    MPI_Barrier(rank == 0 ? second : WORLD);
    MPI_Comm_free(&second);
END
