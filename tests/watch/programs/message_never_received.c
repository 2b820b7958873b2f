/* SPDX-License-Identifier: MIT */
/* np 2
 * expect misuse message_not_received
 */
#include "small.h"

START
    if (rank == 0)
        MPI_Send(&a, 1, MPI_INT, 1, 0, WORLD);
    MPI_Barrier(WORLD);
END
