/* SPDX-License-Identifier: MIT */
/* np 2
 * expect misuse not_freed
 */
#include "small.h"

START
    MPI_Comm copy;
    MPI_Comm_dup(WORLD, &copy);
    MPI_Barrier(copy);
END
