/* SPDX-License-Identifier: MIT */
/* np 2
 * expect deadlock 0 1
 * env MPIGRADE_STRICT_SENDS=1
 */
#include "small.h"

START
    MPI_Send(&a, 1, MPI_INT, other, 0, WORLD); /* stuck 0 1 */
    MPI_Recv(&b, 1, MPI_INT, other, 0, WORLD, IGNORE);
END
