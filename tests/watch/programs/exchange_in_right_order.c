/* SPDX-License-Identifier: MIT */
/* np 4
 * expect clean
 */
#include "small.h"

START
    if (rank % 2 == 1) {
        MPI_Send(&a, 1, MPI_INT, other, 0, WORLD);
        MPI_Recv(&b, 1, MPI_INT, other, 0, WORLD, IGNORE);
    } else {
        MPI_Recv(&b, 1, MPI_INT, other, 0, WORLD, IGNORE);
        MPI_Send(&a, 1, MPI_INT, other, 0, WORLD);
    }
END
