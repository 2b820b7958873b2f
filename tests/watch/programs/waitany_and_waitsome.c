/* SPDX-License-Identifier: MIT */
/* np 4
 * expect clean
 */
#include "small.h"

START
    MPI_Request requests[3];
    int index, count, indices[3];
    if (rank == 0) {
        for (int round = 0; round < 20; round++) {
            for (int i = 0; i < 3; i++)
                MPI_Irecv(list + i, 1, MPI_INT, i + 1, round, WORLD, &requests[i]);
            MPI_Waitany(3, requests, &index, IGNORE);
            for (int done = 1; done < 3; done += count)
                MPI_Waitsome(3, requests, &count, indices, MPI_STATUSES_IGNORE);
        }
    } else {
        for (int round = 0; round < 20; round++)
            MPI_Send(&a, 1, MPI_INT, 0, round, WORLD);
    }
END
