/* SPDX-License-Identifier: MIT */
/* np 2
 * expect misuse request_not_completed
 */
#include "small.h"

START
    MPI_Request request;
    MPI_Isend(&a, 1, MPI_INT, other, 0, WORLD, &request);
    MPI_Recv(&b, 1, MPI_INT, other, 0, WORLD, IGNORE);
END
