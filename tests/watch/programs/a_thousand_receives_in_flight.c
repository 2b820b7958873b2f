/* SPDX-License-Identifier: MIT */
/* np 3
 * expect clean
 */
#include "small.h"

START
    MPI_Request requests[1000];
    if (rank == 0) {
        for (int i = 0; i < 1000; i++)
            MPI_Irecv(list + i, 1, MPI_INT, i % 3 == 0 ? MPI_ANY_SOURCE : 1 + i % 2, i, WORLD, &requests[i]);
        MPI_Barrier(WORLD);
        for (int left = 1000, which; left > 0; left--)
            MPI_Waitany(1000, requests, &which, IGNORE);
    } else {
        MPI_Barrier(WORLD);
        for (int i = 999; i >= 0; i--)
            if (1 + i % 2 == rank)
                MPI_Send(&i, 1, MPI_INT, 0, i, WORLD);
    }
END
