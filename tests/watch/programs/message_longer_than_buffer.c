/* SPDX-License-Identifier: MIT */
/* np 2
 * expect misuse truncated
 */
#include "small.h"

START
    if (rank == 0)
        MPI_Send(list, 10, MPI_INT, 1, 0, WORLD);
    else
        MPI_Recv(list, 5, MPI_INT, 0, 0, WORLD, IGNORE);
END
