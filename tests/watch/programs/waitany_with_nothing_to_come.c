/* SPDX-License-Identifier: MIT */
/* np 3
 * expect deadlock 0
 */
#include "small.h"

START
    if (rank == 0) {
        MPI_Request requests[2];
        int index;
        MPI_Irecv(&a, 1, MPI_INT, 1, 7, WORLD, &requests[0]);
        MPI_Irecv(&b, 1, MPI_INT, 2, 7, WORLD, &requests[1]);
        MPI_Waitany(2, requests, &index, IGNORE); /* stuck 0 */
    }
END
