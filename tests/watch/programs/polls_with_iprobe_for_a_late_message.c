/* SPDX-License-Identifier: MIT */
/* np 2
 * expect clean
 */
#include "small.h"

START
    if (rank == 0) {
        sleep(3);
        MPI_Ssend(&a, 1, MPI_INT, 1, 0, WORLD);
        MPI_Recv(&b, 1, MPI_INT, 1, 1, WORLD, IGNORE);
    } else {
        for (int there = 0; !there;)
            MPI_Iprobe(MPI_ANY_SOURCE, 0, WORLD, &there, IGNORE);
        MPI_Recv(&b, 1, MPI_INT, 0, 0, WORLD, IGNORE);
        MPI_Send(&a, 1, MPI_INT, 0, 1, WORLD);
    }
END
