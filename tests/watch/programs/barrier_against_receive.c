/* SPDX-License-Identifier: MIT */
/* np 2
 * expect deadlock 0 1
 */
#include "small.h"

START
    if (rank == 0) {
        MPI_Barrier(WORLD); /* stuck 0 */
        MPI_Send(&a, 1, MPI_INT, 1, 0, WORLD);
    } else {
        MPI_Recv(&b, 1, MPI_INT, 0, 0, WORLD, IGNORE); /* stuck 1 */
        MPI_Barrier(WORLD);
    }
END
