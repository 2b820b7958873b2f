/* SPDX-License-Identifier: MIT */
/* np 2
 * expect misuse mpi_error
 */
#include "small.h"

START
    MPI_Send(&a, 1, MPI_INT, other, -5, WORLD);
END
