/* SPDX-License-Identifier: MIT */
/* np 2
 * expect misuse buffer_changed
 */
#include "small.h"

START
    MPI_Request request;
    MPI_Isend(&a, 1, MPI_INT, other, 0, WORLD, &request);
    a = 99;
    MPI_Recv(&b, 1, MPI_INT, other, 0, WORLD, IGNORE);
    MPI_Wait(&request, IGNORE);
END
