/* SPDX-License-Identifier: MIT */
/* np 3
 * expect deadlock 0 1 2
 */
#include "small.h"

START
    int left = (rank + size - 1) % size, right = (rank + 1) % size;
    for (int i = 0; i < 1000; i++)
        MPI_Sendrecv(&a, 1, MPI_INT, right, 0, &b, 1, MPI_INT, left, 0, WORLD, IGNORE);
    MPI_Recv(&b, 1, MPI_INT, left, 0, WORLD, IGNORE); /* stuck 0 1 2 */
END
