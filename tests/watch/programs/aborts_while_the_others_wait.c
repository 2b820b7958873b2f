/* SPDX-License-Identifier: MIT */
/* np 4
 * expect clean
 */
#include "small.h"

START
    if (rank == 2) {
        usleep(200000);
        MPI_Abort(WORLD, 7);
    }
    MPI_Recv(&b, 1, MPI_INT, 2, 0, WORLD, IGNORE);
END
