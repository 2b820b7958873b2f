/* SPDX-License-Identifier: MIT */
/* np 3
 * expect deadlock 0 1 2
 */
#include "small.h"

START
    if (rank == 0)
        MPI_Recv(&b, 1, MPI_INT, 2, 0, WORLD, IGNORE); /* stuck 0 */
    else
        MPI_Scan(&a, &b, 1, MPI_INT, MPI_SUM, WORLD); /* stuck 1 2 */
END
