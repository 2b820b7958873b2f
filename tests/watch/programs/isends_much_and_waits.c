/* SPDX-License-Identifier: MIT */
/* np 2
 * expect deadlock 0 1
 */
#include "small.h"

START
    MPI_Request request;
    MPI_Isend(list, 1000000, MPI_INT, other, 0, WORLD, &request);
    MPI_Wait(&request, IGNORE); /* stuck 0 1 */
    MPI_Recv(list, 1000000, MPI_INT, other, 0, WORLD, IGNORE);
END
