/* SPDX-License-Identifier: MIT */
/* np 2
 * expect timed_out
 */
#include "small.h"

START
    volatile double x = 0;
    if (rank == 1)
        for (;;)
            x += 1;
    MPI_Barrier(WORLD);
END
