/* SPDX-License-Identifier: MIT */
/* np 2
 * expect clean
 */
#include "small.h"

START
    for (int i = 0; i < 100000; i++) {
        if (rank == 0) {
            MPI_Send(&a, 1, MPI_INT, 1, 0, WORLD);
            MPI_Recv(&b, 1, MPI_INT, 1, 0, WORLD, IGNORE);
        } else {
            MPI_Recv(&b, 1, MPI_INT, 0, 0, WORLD, IGNORE);
            MPI_Send(&a, 1, MPI_INT, 0, 0, WORLD);
        }
    }
END
