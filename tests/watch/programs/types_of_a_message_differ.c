/* SPDX-License-Identifier: MIT */
/* np 2
 * expect misuse type_mismatch
 */
#include "small.h"

START
    if (rank == 0)
        MPI_Send(&a, 1, MPI_INT, 1, 0, WORLD);
    else
        MPI_Recv(&b, 1, MPI_FLOAT, 0, 0, WORLD, IGNORE);
END
