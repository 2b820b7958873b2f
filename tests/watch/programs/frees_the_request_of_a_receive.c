/* SPDX-License-Identifier: MIT */
/* It can never know when the message is there.
 * np 2
 * expect misuse request_not_completed
 */
#include "small.h"

START
    MPI_Request request;
    if (rank == 0) {
        MPI_Send(&a, 1, MPI_INT, 1, 0, WORLD);
    } else {
        MPI_Irecv(&b, 1, MPI_INT, 0, 0, WORLD, &request);
        MPI_Request_free(&request);
    }
END
