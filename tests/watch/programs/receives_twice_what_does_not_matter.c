/* SPDX-License-Identifier: MIT */
/* Who only waits for messages often puts them all into one place.
 * np 3
 * expect clean
 */
#include "small.h"

START
    MPI_Request requests[2];
    if (rank == 0) {
        MPI_Irecv(&b, 1, MPI_INT, 1, 0, WORLD, &requests[0]);
        MPI_Irecv(&b, 1, MPI_INT, 2, 0, WORLD, &requests[1]);
        MPI_Waitall(2, requests, MPI_STATUSES_IGNORE);
    } else {
        MPI_Send(&a, 1, MPI_INT, 0, 0, WORLD);
    }
END
