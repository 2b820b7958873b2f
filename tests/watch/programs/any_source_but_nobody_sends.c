/* SPDX-License-Identifier: MIT */
/* np 3
 * expect deadlock 0 1 2
 */
#include "small.h"

START
    MPI_Recv(&b, 1, MPI_INT, MPI_ANY_SOURCE, MPI_ANY_TAG, WORLD, IGNORE); /* stuck 0 1 2 */
END
