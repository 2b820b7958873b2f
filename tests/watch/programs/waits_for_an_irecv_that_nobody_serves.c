/* SPDX-License-Identifier: MIT */
/* np 2
 * expect deadlock 0 1
 */
#include "small.h"

START
    MPI_Request request;
    MPI_Irecv(&b, 1, MPI_INT, other, 0, WORLD, &request);
    MPI_Wait(&request, IGNORE); /* stuck 0 1 */
    MPI_Send(&a, 1, MPI_INT, other, 0, WORLD);
END
