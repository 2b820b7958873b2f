/* SPDX-License-Identifier: MIT */
/* np 2
 * expect deadlock 1
 */
#include "small.h"

START
    if (rank == 1)
        MPI_Recv(&b, 1, MPI_INT, 0, 0, WORLD, IGNORE); /* stuck 1 */
END
