/* SPDX-License-Identifier: MIT */
/* np 3
 * expect deadlock 1
 */
#include "small.h"

START
    if (rank == 0)
        MPI_Send(&a, 1, MPI_INT, 1, 0, WORLD);
    if (rank == 1)
        MPI_Recv(&b, 1, MPI_INT, 2, 0, WORLD, IGNORE); /* stuck 1 */
END
