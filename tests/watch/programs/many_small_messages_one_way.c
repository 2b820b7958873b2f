/* SPDX-License-Identifier: MIT */
/* np 2
 * expect clean
 */
#include "small.h"

START
    for (int i = 0; i < 20000; i++) {
        if (rank == 0)
            MPI_Send(&a, 1, MPI_INT, 1, i % 7, WORLD);
        else
            MPI_Recv(&b, 1, MPI_INT, 0, i % 7, WORLD, IGNORE);
    }
END
