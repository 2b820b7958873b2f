/* SPDX-License-Identifier: MIT */
/* What it writes is what it will receive: only who looks between the calls can see it.
 * np 2
 * expect misuse buffer_changed
 */
#include "small.h"

START
    MPI_Request request;
    int value = -1;
    if (rank == 0) {
        sleep(1);
        MPI_Send(&a, 1, MPI_INT, 1, 0, WORLD);
    } else {
        MPI_Irecv(&value, 1, MPI_INT, 0, 0, WORLD, &request);
        value = 0;
        MPI_Wait(&request, IGNORE);
    }
END
