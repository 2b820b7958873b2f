/* SPDX-License-Identifier: MIT */
/* np 2
 * expect clean
 */
#include "small.h"

START
    if (rank == 0) {
        volatile double x = 0;
        double end = MPI_Wtime() + 1.5;
        while (MPI_Wtime() < end)
            x += 1;
        MPI_Send(&a, 1, MPI_INT, 1, 0, WORLD);
    } else {
        MPI_Recv(&b, 1, MPI_INT, 0, 0, WORLD, IGNORE);
    }
END
