/* SPDX-License-Identifier: MIT */
/* np 2
 * expect misuse count_mismatch
 */
#include "small.h"

START
    MPI_Allgather(&a, 1, MPI_INT, list, 2, MPI_INT, WORLD);
END
