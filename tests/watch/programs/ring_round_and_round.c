/* SPDX-License-Identifier: MIT */
/* np 4
 * expect clean
 */
#include "small.h"

START
    int left = (rank + size - 1) % size, right = (rank + 1) % size;
    for (int i = 0; i < 200; i++) {
        if (rank == 0)
            MPI_Send(&a, 1, MPI_INT, right, i, WORLD);
        MPI_Recv(&b, 1, MPI_INT, left, i, WORLD, IGNORE);
        if (rank != 0)
            MPI_Send(&b, 1, MPI_INT, right, i, WORLD);
    }
END
