/* SPDX-License-Identifier: MIT */
/* np 2
 * expect misuse buffer_changed
 */
#include "small.h"

START
    MPI_Request request;
    MPI_Iallreduce(&a, &b, 1, MPI_INT, MPI_SUM, WORLD, &request);
    b++;
    MPI_Wait(&request, IGNORE);
END
