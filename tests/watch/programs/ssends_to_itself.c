/* SPDX-License-Identifier: MIT */
/* np 1
 * expect deadlock 0
 */
#include "small.h"

START
    MPI_Ssend(&a, 1, MPI_INT, 0, 0, WORLD); /* stuck 0 */
    MPI_Recv(&b, 1, MPI_INT, 0, 0, WORLD, IGNORE);
END
