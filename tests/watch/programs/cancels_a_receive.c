/* SPDX-License-Identifier: MIT */
/* np 2
 * expect clean
 */
#include "small.h"

START
    MPI_Request request;
    MPI_Irecv(&b, 1, MPI_INT, other, 99, WORLD, &request);
    MPI_Cancel(&request);
    MPI_Wait(&request, IGNORE);
    MPI_Barrier(WORLD);
END
