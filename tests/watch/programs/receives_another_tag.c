/* SPDX-License-Identifier: MIT */
/* np 2
 * expect deadlock 1
 */
#include "small.h"

START
    if (rank == 0)
        MPI_Send(&a, 1, MPI_INT, 1, 3, WORLD);
    else
        MPI_Recv(&b, 1, MPI_INT, 0, 5, WORLD, IGNORE); /* stuck 1 */
END
