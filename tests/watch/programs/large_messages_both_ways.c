/* SPDX-License-Identifier: MIT */
/* np 2
 * expect clean
 */
#include "small.h"

START
    MPI_Request requests[2];
    for (int i = 0; i < 10; i++) {
        MPI_Irecv(list, 1000000, MPI_INT, other, 0, WORLD, &requests[0]);
        MPI_Isend(list + 2000000, 1000000, MPI_INT, other, 0, WORLD, &requests[1]);
        MPI_Waitall(2, requests, MPI_STATUSES_IGNORE);
        MPI_Sendrecv(list, 1000000, MPI_INT, other, 1, list + 2000000, 1000000, MPI_INT, other, 1, WORLD,
                     IGNORE);
    }
END
