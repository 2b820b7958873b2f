/* SPDX-License-Identifier: MIT */
/* np 2
 * expect misuse buffer_changed
 */
#include "small.h"

START
    MPI_Request request;
    MPI_Barrier(WORLD);
    if (rank == 0) {
        MPI_Irecv(&b, 1, MPI_INT, 1, 0, WORLD, &request);
        b = 77;
        /* In a barrier the message could come before we are seen to wait for it. */
        MPI_Send(&a, 1, MPI_INT, 1, 1, WORLD);
        MPI_Wait(&request, IGNORE);
    } else {
        MPI_Recv(&b, 1, MPI_INT, 0, 1, WORLD, IGNORE);
        MPI_Send(&a, 1, MPI_INT, 0, 0, WORLD);
    }
END
