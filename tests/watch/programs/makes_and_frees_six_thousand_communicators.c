/* SPDX-License-Identifier: MIT */
/* np 2
 * expect deadlock 0 1
 */
#include "small.h"

START
    for (int i = 0; i < 6000; i++) {
        MPI_Comm copy;
        MPI_Comm_dup(WORLD, &copy);
        if (i % 100 == 0)
            MPI_Sendrecv(&a, 1, MPI_INT, other, 0, &b, 1, MPI_INT, other, 0, copy, IGNORE);
        MPI_Comm_free(&copy);
    }
    MPI_Recv(&b, 1, MPI_INT, other, 1, WORLD, IGNORE); /* stuck 0 1 */
END
