/* SPDX-License-Identifier: MIT */
/* MPI may let this end well; it is wrong all the same.
 * np 3
 * expect misuse collective_missed
 */
#include "small.h"

START
    MPI_Request request;
    if (rank == 1) {
        MPI_Ireduce(&a, &b, 1, MPI_INT, MPI_SUM, 0, WORLD, &request);
        MPI_Wait(&request, IGNORE);
    }
END
