/* SPDX-License-Identifier: MIT */
/* np 2
 * expect misuse request_started_twice
 */
#include "small.h"

START
    MPI_Request request;
    MPI_Recv_init(&b, 1, MPI_INT, other, 0, WORLD, &request);
    MPI_Start(&request);
    MPI_Start(&request);
    MPI_Send(&a, 1, MPI_INT, other, 0, WORLD);
    MPI_Send(&a, 1, MPI_INT, other, 0, WORLD);
    MPI_Wait(&request, IGNORE);
    MPI_Request_free(&request);
END
