/* SPDX-License-Identifier: MIT */
/* np 3
 * expect deadlock 0 1 2
 */
#include "small.h"

START
    if (rank == 0) {
        MPI_Recv(&b, 1, MPI_INT, 1, 0, WORLD, IGNORE); /* stuck 0 */
        MPI_Bcast(&a, 1, MPI_INT, 0, WORLD);
    } else {
        MPI_Bcast(&a, 1, MPI_INT, 0, WORLD); /* stuck 1 2 */
        MPI_Send(&a, 1, MPI_INT, 0, 0, WORLD);
    }
END
