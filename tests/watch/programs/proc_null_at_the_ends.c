/* SPDX-License-Identifier: MIT */
/* np 3
 * expect clean
 */
#include "small.h"

START
    int left = rank > 0 ? rank - 1 : MPI_PROC_NULL, right = rank + 1 < size ? rank + 1 : MPI_PROC_NULL;
    MPI_Sendrecv(&a, 1, MPI_INT, right, 0, &b, 1, MPI_INT, left, 0, WORLD, IGNORE);
    MPI_Send(&a, 1, MPI_INT, MPI_PROC_NULL, 0, WORLD);
    MPI_Recv(&b, 1, MPI_INT, MPI_PROC_NULL, 0, WORLD, IGNORE);
END
