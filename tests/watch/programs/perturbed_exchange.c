/* SPDX-License-Identifier: MIT */
/* np 4
 * expect clean
 * env MPIGRADE_PERTURB=42
 */
#include "small.h"

START
    for (int i = 0; i < 50; i++)
        MPI_Sendrecv(&a, 1, MPI_INT, other, 0, &b, 1, MPI_INT, other, 0, WORLD, IGNORE);
    MPI_Barrier(WORLD);
END
