/* SPDX-License-Identifier: MIT */
/* Thousands of rounds in which nothing is wrong are counted, not read; what follows is seen as ever.
 * A receive from before the loop is served after it.
 * np 4
 * expect deadlock 0 1
 */
#include "small.h"

START
    MPI_Request requests[9], early = MPI_REQUEST_NULL;
    int left = (rank + size - 1) % size, right = (rank + 1) % size, places[9] = {0};
    if (rank == 2)
        MPI_Irecv(&b, 1, MPI_INT, 3, 7, WORLD, &early);
    for (int i = 0; i < 3000; i++) {
        for (int k = 0; k < 4; k++)
            MPI_Irecv(&places[k], 1, MPI_INT, left, k, WORLD, &requests[k]);
        for (int k = 0; k < 4; k++)
            MPI_Isend(&a, 1, MPI_INT, right, k, WORLD, &requests[4 + k]);
        MPI_Waitall(8, requests, MPI_STATUSES_IGNORE);
        MPI_Sendrecv(&places[0], 1, MPI_INT, left, 9, &places[8], 1, MPI_INT, right, 9, WORLD,
                     MPI_STATUS_IGNORE);
        MPI_Bcast(&places[0], 1, MPI_INT, 0, WORLD);
    }
    if (rank == 3)
        MPI_Send(&a, 1, MPI_INT, 2, 7, WORLD);
    if (rank == 2)
        MPI_Wait(&early, MPI_STATUS_IGNORE);
    if (rank == 0)
        MPI_Recv(&b, 1, MPI_INT, 1, 0, WORLD, MPI_STATUS_IGNORE); /* stuck 0 */
    if (rank == 1)
        MPI_Recv(&b, 1, MPI_INT, 0, 0, WORLD, MPI_STATUS_IGNORE); /* stuck 1 */
END
