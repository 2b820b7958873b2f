/* SPDX-License-Identifier: MIT */
/* np 2
 * expect clean
 */
#include "small.h"

START
    MPI_Request requests[200];
    for (int round = 0; round < 20; round++) {
        for (int i = 0; i < 100; i++)
            MPI_Irecv(list + i, 1, MPI_INT, other, i, WORLD, &requests[i]);
        for (int i = 0; i < 100; i++) {
            list[1000 + i] = round * i;
            MPI_Isend(list + 1000 + i, 1, MPI_INT, other, i, WORLD, &requests[100 + i]);
        }
        MPI_Waitall(200, requests, MPI_STATUSES_IGNORE);
        for (int i = 0; i < 100; i++)
            list[i] += 5;
    }
END
