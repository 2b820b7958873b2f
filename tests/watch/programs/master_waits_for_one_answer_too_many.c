/* SPDX-License-Identifier: MIT */
/* np 4
 * expect deadlock 0
 */
#include "small.h"

START
    if (rank == 0)
        for (int i = 1; i <= size; i++)
            MPI_Recv(&b, 1, MPI_INT, i % size == 0 ? 1 : i, 1, WORLD, IGNORE); /* stuck 0 */
    else
        MPI_Send(&a, 1, MPI_INT, 0, 1, WORLD);
END
