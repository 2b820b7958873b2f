/* SPDX-License-Identifier: MIT */
/* np 3
 * expect deadlock 0 1 2
 * env MPIGRADE_STRICT_COLLECTIVES=1
 */
#include "small.h"

START
    if (rank != 1)
        MPI_Bcast(&a, 1, MPI_INT, 0, WORLD); /* stuck 0 2 */
    else
        MPI_Recv(&b, 1, MPI_INT, 0, 0, WORLD, IGNORE); /* stuck 1 */
END
