/* SPDX-License-Identifier: MIT */
/* np 3
 * expect clean
 */
#include "small.h"

START
    if (rank == 0) {
        sleep(1);
        for (int i = 1; i < size; i++)
            MPI_Send(&a, 1, MPI_INT, i, 0, WORLD);
    } else {
        MPI_Recv(&b, 1, MPI_INT, MPI_ANY_SOURCE, 0, WORLD, IGNORE);
    }
END
