/* SPDX-License-Identifier: MIT */
/* Who gives and takes nothing may name any type.
 * np 3
 * expect clean
 */
#include "small.h"

START
    int nothing[] = {0, 0, 0}, own[] = {0, 0, 0}, places[] = {0, 1, 2};
    own[rank] = 1;
    if (rank == 0)
        MPI_Alltoallv(list, nothing, places, MPI_DOUBLE, list + 10, nothing, places, MPI_DOUBLE, WORLD);
    else
        MPI_Alltoallv(list, own, places, MPI_INT, list + 10, own, places, MPI_INT, WORLD);
END
