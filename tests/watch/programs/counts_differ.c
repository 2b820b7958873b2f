/* SPDX-License-Identifier: MIT */
/* np 2
 * expect misuse count_mismatch
 */
#include "small.h"

START
    MPI_Allreduce(list, list + 100, 1 + rank, MPI_INT, MPI_SUM, WORLD);
END
