/* SPDX-License-Identifier: MIT */
/* np 4
 * expect clean
 */
#include "small.h"

START
    MPI_Status status;
    if (rank == 0) {
        for (int i = 1; i < size; i++) {
            MPI_Recv(&a, 1, MPI_INT, MPI_ANY_SOURCE, 0, WORLD, &status);
            MPI_Recv(&b, 1, MPI_INT, status.MPI_SOURCE, 0, WORLD, IGNORE);
            MPI_Send(&b, 1, MPI_INT, status.MPI_SOURCE, 0, WORLD);
        }
    } else {
        MPI_Send(&a, 1, MPI_INT, 0, 0, WORLD);
        MPI_Send(&a, 1, MPI_INT, 0, 0, WORLD);
        MPI_Recv(&b, 1, MPI_INT, 0, 0, WORLD, IGNORE);
    }
END
