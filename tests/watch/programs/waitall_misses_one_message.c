/* SPDX-License-Identifier: MIT */
/* np 3
 * expect deadlock 0
 */
#include "small.h"

START
    if (rank == 0) {
        MPI_Request requests[2];
        MPI_Irecv(&a, 1, MPI_INT, 1, 0, WORLD, &requests[0]);
        MPI_Irecv(&b, 1, MPI_INT, 2, 0, WORLD, &requests[1]);
        MPI_Waitall(2, requests, MPI_STATUSES_IGNORE); /* stuck 0 */
    } else if (rank == 1) {
        MPI_Send(&a, 1, MPI_INT, 0, 0, WORLD);
    }
END
