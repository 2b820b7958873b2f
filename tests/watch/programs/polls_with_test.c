/* SPDX-License-Identifier: MIT */
/* np 2
 * expect clean
 */
#include "small.h"

START
    MPI_Request request;
    int flag = 0;
    if (rank == 0) {
        usleep(300000);
        MPI_Send(&a, 1, MPI_INT, 1, 0, WORLD);
    } else {
        MPI_Irecv(&b, 1, MPI_INT, 0, 0, WORLD, &request);
        while (!flag)
            MPI_Test(&request, &flag, IGNORE);
    }
END
