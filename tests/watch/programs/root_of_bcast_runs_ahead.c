/* SPDX-License-Identifier: MIT */
/* np 3
 * expect clean
 */
#include "small.h"

START
    for (int i = 0; i < 300; i++) {
        if (rank == 2 && i % 100 == 50)
            usleep(50000);
        MPI_Bcast(&a, 1, MPI_INT, 0, WORLD);
    }
    MPI_Reduce(&a, &b, 1, MPI_INT, MPI_SUM, 0, WORLD);
END
