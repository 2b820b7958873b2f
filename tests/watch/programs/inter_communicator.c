/* SPDX-License-Identifier: MIT */
/* np 4
 * expect clean
 */
#include "small.h"

START
    MPI_Comm half, both, merged;
    MPI_Comm_split(WORLD, rank % 2, rank, &half);
    MPI_Intercomm_create(half, 0, WORLD, 1 - rank % 2, 5, &both);
    if (rank % 2 == 0)
        MPI_Send(&a, 1, MPI_INT, rank / 2, 0, both);
    else
        MPI_Recv(&b, 1, MPI_INT, rank / 2, 0, both, IGNORE);
    MPI_Barrier(both);
    MPI_Intercomm_merge(both, rank % 2, &merged);
    MPI_Barrier(merged);
    MPI_Comm_free(&merged);
    MPI_Comm_free(&both);
    MPI_Comm_free(&half);
END
