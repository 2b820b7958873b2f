/* SPDX-License-Identifier: MIT */
/* np 3
 * expect misuse message_race
 */
#include "small.h"

START
    if (rank == 0) {
        MPI_Recv(&a, 1, MPI_INT, MPI_ANY_SOURCE, 0, WORLD, IGNORE);
        MPI_Recv(&b, 1, MPI_INT, 1, 0, WORLD, IGNORE);
    } else {
        usleep(rank == 1 ? 200000 : 0); /* rank 2 comes first, mostly */
        MPI_Send(&a, 1, MPI_INT, 0, 0, WORLD);
    }
END
