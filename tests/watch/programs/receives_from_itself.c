/* SPDX-License-Identifier: MIT */
/* np 1
 * expect deadlock 0
 */
#include "small.h"

START
    MPI_Recv(&b, 1, MPI_INT, 0, 0, WORLD, IGNORE); /* stuck 0 */
END
