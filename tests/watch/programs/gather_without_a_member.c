/* SPDX-License-Identifier: MIT */
/* np 3
 * expect deadlock 0 2
 */
#include "small.h"

START
    if (rank != 2)
        MPI_Gather(&a, 1, MPI_INT, list, 1, MPI_INT, 0, WORLD); /* stuck 0 */
    else
        MPI_Recv(&b, 1, MPI_INT, 0, 0, WORLD, IGNORE); /* stuck 2 */
END
