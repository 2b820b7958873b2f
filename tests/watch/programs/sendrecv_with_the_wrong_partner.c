/* SPDX-License-Identifier: MIT */
/* np 3
 * expect deadlock 0 1 2
 */
#include "small.h"

START
    int right = (rank + 1) % size;
    MPI_Sendrecv(&a, 1, MPI_INT, right, 0, &b, 1, MPI_INT, right, 0, WORLD, IGNORE); /* stuck 0 1 2 */
END
