/* SPDX-License-Identifier: MIT */
/* np 3
 * expect deadlock 0 1
 */
#include "small.h"

START
    MPI_Request request;
    if (rank != 2) {
        MPI_Ibarrier(WORLD, &request);
        MPI_Wait(&request, IGNORE); /* stuck 0 1 */
    }
END
