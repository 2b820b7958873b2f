/* SPDX-License-Identifier: MIT */
/* np 2
 * expect misuse operator_mismatch
 */
#include "small.h"

START
    MPI_Reduce(&a, &b, 1, MPI_INT, rank == 0 ? MPI_SUM : MPI_MAX, 0, WORLD);
END
