/* SPDX-License-Identifier: MIT */
/* np 3
 * expect deadlock 0 1 2
 */
#include "small.h"

START
    MPI_Recv(&b, 1, MPI_INT, (rank + size - 1) % size, 0, WORLD, IGNORE); /* stuck 0 1 2 */
    MPI_Send(&a, 1, MPI_INT, (rank + 1) % size, 0, WORLD);
END
