/* SPDX-License-Identifier: MIT */
/* np 3
 * expect deadlock 0
 */
#include "small.h"

START
    if (rank == 0)
        for (int i = 0; i < size; i++)
            MPI_Recv(&b, 1, MPI_INT, MPI_ANY_SOURCE, 0, WORLD, IGNORE); /* stuck 0 */
    else
        MPI_Send(&a, 1, MPI_INT, 0, 0, WORLD);
END
