/* SPDX-License-Identifier: MIT */
/* np 2
 * expect timed_out
 */
#include "small.h"

START
    int flag = 0;
    if (rank == 1)
        while (!flag)
            MPI_Iprobe(0, 0, WORLD, &flag, IGNORE);
END
