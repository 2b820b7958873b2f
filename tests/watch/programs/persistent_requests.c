/* SPDX-License-Identifier: MIT */
/* np 2
 * expect clean
 */
#include "small.h"

START
    MPI_Request requests[2];
    MPI_Send_init(&a, 1, MPI_INT, other, 0, WORLD, &requests[0]);
    MPI_Recv_init(&b, 1, MPI_INT, other, 0, WORLD, &requests[1]);
    for (int i = 0; i < 50; i++) {
        MPI_Startall(2, requests);
        MPI_Waitall(2, requests, MPI_STATUSES_IGNORE);
    }
    MPI_Request_free(&requests[0]);
    MPI_Request_free(&requests[1]);
END
