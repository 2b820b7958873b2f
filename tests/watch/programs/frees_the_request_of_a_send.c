/* SPDX-License-Identifier: MIT */
/* np 2
 * expect clean
 */
#include "small.h"

START
    MPI_Request request;
    MPI_Isend(&a, 1, MPI_INT, other, 0, WORLD, &request);
    MPI_Request_free(&request);
    MPI_Recv(&b, 1, MPI_INT, other, 0, WORLD, IGNORE);
END
