/* SPDX-License-Identifier: MIT */
/* np 2
 * expect clean
 */
#include "small.h"

START
    if (rank == 1)
        MPI_Abort(WORLD, 3);
    MPI_Barrier(WORLD);
END
