/* SPDX-License-Identifier: MIT */
/* np 3
 * expect clean
 */
#include "small.h"

START
    if (rank == 0)
        MPI_Recv(&a, 1, MPI_INT, MPI_ANY_SOURCE, 0, WORLD, IGNORE);
    if (rank == 2)
        MPI_Send(&a, 1, MPI_INT, 0, 0, WORLD);
    MPI_Barrier(WORLD);
    if (rank == 0)
        MPI_Recv(&b, 1, MPI_INT, 1, 0, WORLD, IGNORE);
    if (rank == 1)
        MPI_Send(&a, 1, MPI_INT, 0, 0, WORLD);
END
