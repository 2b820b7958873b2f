/* SPDX-License-Identifier: MIT */
/* np 2
 * expect misuse same_buffer
 */
#include "small.h"

START
    MPI_Allreduce(&a, &a, 1, MPI_INT, MPI_SUM, WORLD);
END
