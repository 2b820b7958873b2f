/* SPDX-License-Identifier: MIT */
/* np 4
 * expect deadlock 1 2 3
 */
#include "small.h"

START
    if (rank == 0) {
        for (int i = 1; i < size; i++)
            MPI_Send(&a, 1, MPI_INT, i, 0, WORLD);
    } else {
        for (;;)
            MPI_Recv(&b, 1, MPI_INT, 0, MPI_ANY_TAG, WORLD, IGNORE); /* stuck 1 2 3 */
    }
END
