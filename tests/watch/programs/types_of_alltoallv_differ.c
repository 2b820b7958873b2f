/* SPDX-License-Identifier: MIT */
/* np 2
 * expect misuse type_mismatch
 */
#include "small.h"

START
    int counts[] = {1, 1}, places[] = {0, 1};
    MPI_Datatype type = rank == 0 ? MPI_INT : MPI_FLOAT;
    MPI_Alltoallv(list, counts, places, type, list + 10, counts, places, type, WORLD);
END
