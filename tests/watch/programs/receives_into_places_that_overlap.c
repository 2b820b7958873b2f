/* SPDX-License-Identifier: MIT */
/* np 3
 * expect misuse shared_buffer
 */
#include "small.h"

START
    MPI_Request requests[2];
    if (rank == 0) {
        MPI_Irecv(list, 2, MPI_INT, 1, 0, WORLD, &requests[0]);
        MPI_Irecv(list + 1, 2, MPI_INT, 2, 0, WORLD, &requests[1]);
        MPI_Waitall(2, requests, MPI_STATUSES_IGNORE);
    } else {
        MPI_Send(list, 2, MPI_INT, 0, 0, WORLD);
    }
END
