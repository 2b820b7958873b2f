/* SPDX-License-Identifier: MIT */
/* np 4
 * expect deadlock 0 1 2 3
 */
#include "small.h"

START
    if (rank % 2 == 0)
        MPI_Allreduce(&a, &b, 1, MPI_INT, MPI_SUM, WORLD); /* stuck 0 2 */
    else
        MPI_Recv(&b, 1, MPI_INT, rank - 1, 0, WORLD, IGNORE); /* stuck 1 3 */
END
