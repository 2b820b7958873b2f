/* SPDX-License-Identifier: MIT */
/* np 3
 * expect deadlock 0 1
 */
#include "small.h"

START
    if (rank != 2)
        MPI_Barrier(WORLD); /* stuck 0 1 */
END
