/* SPDX-License-Identifier: MIT */
/* np 4
 * expect clean
 * env MPIGRADE_STRICT_SENDS=1 MPIGRADE_STRICT_COLLECTIVES=1
 */
#include "small.h"

START
    for (int i = 0; i < 100; i++) {
        if (rank % 2 == 1) {
            MPI_Send(&a, 1, MPI_INT, other, 0, WORLD);
            MPI_Recv(&b, 1, MPI_INT, other, 0, WORLD, IGNORE);
        } else {
            MPI_Recv(&b, 1, MPI_INT, other, 0, WORLD, IGNORE);
            MPI_Send(&a, 1, MPI_INT, other, 0, WORLD);
        }
        MPI_Bcast(&a, 1, MPI_INT, i % size, WORLD);
        MPI_Reduce(&a, &b, 1, MPI_INT, MPI_MAX, 0, WORLD);
    }
END
