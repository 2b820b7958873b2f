/* SPDX-License-Identifier: MIT */
/* np 3
 * expect misuse collective_mismatch
 */
#include "small.h"

START
    if (rank == 0)
        MPI_Bcast(&a, 1, MPI_INT, 0, WORLD);
    else
        MPI_Reduce(&a, &b, 1, MPI_INT, MPI_SUM, 0, WORLD);
END
