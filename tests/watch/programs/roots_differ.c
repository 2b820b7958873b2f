/* SPDX-License-Identifier: MIT */
/* np 2
 * expect misuse root_mismatch
 */
#include "small.h"

START
    MPI_Bcast(&a, 1, MPI_INT, rank, WORLD);
END
