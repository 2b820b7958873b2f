/* SPDX-License-Identifier: MIT */
/* np 4
 * expect deadlock 0 1
 */
#include "small.h"

START
    if (rank < 2)
        MPI_Recv(&b, 1, MPI_INT, other, 0, WORLD, IGNORE); /* stuck 0 1 */
    volatile double x = 0;
    for (;;)
        x += 1;
END
