/* SPDX-License-Identifier: MIT */
/* np 3
 * expect clean
 */
#include "small.h"

START
    MPI_Request requests[3];
    if (rank == 0) {
        for (int i = 0; i < 20; i++) {
            MPI_Irecv(list, 1, MPI_INT, MPI_ANY_SOURCE, 0, WORLD, &requests[0]);
            MPI_Irecv(list + 1, 1, MPI_INT, 1, 1, WORLD, &requests[1]);
            MPI_Irecv(list + 2, 1, MPI_INT, MPI_ANY_SOURCE, 0, WORLD, &requests[2]);
            MPI_Waitall(3, requests, MPI_STATUSES_IGNORE);
        }
    } else {
        for (int i = 0; i < 20; i++) {
            MPI_Send(&a, 1, MPI_INT, 0, 0, WORLD);
            if (rank == 1)
                MPI_Send(&a, 1, MPI_INT, 0, 1, WORLD);
        }
    }
END
