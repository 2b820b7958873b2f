/* SPDX-License-Identifier: MIT */
/* np 2
 * expect misuse same_buffer
 */
#include "small.h"

START
    MPI_Sendrecv(&a, 1, MPI_INT, other, 0, &a, 1, MPI_INT, other, 0, WORLD, IGNORE);
END
