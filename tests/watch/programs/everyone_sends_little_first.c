/* SPDX-License-Identifier: MIT */
/* np 2
 * expect clean
 */
#include "small.h"

START
    MPI_Send(&a, 1, MPI_INT, other, 0, WORLD);
    MPI_Recv(&b, 1, MPI_INT, other, 0, WORLD, IGNORE);
END
