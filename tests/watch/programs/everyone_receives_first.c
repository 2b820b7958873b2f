/* SPDX-License-Identifier: MIT */
/* np 4
 * expect deadlock 0 1 2 3
 */
#include "small.h"

START
    MPI_Recv(&b, 1, MPI_INT, other, 0, WORLD, IGNORE); /* stuck 0 1 2 3 */
    MPI_Send(&a, 1, MPI_INT, other, 0, WORLD);
END
