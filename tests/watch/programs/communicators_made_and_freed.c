/* SPDX-License-Identifier: MIT */
/* np 4
 * expect clean
 */
#include "small.h"

START
    MPI_Comm half, copy, grid, some;
    MPI_Group world, evens;
    int dims[2] = {2, 2}, periods[2] = {1, 1}, even[2] = {0, 2};
    MPI_Comm_split(WORLD, rank % 2, -rank, &half);
    MPI_Comm_dup(half, &copy);
    MPI_Cart_create(WORLD, 2, dims, periods, 0, &grid);
    MPI_Comm_group(WORLD, &world);
    MPI_Group_incl(world, 2, even, &evens);
    MPI_Comm_create(WORLD, evens, &some);
    for (int i = 0; i < 10; i++) {
        MPI_Allreduce(&a, &b, 1, MPI_INT, MPI_SUM, copy);
        MPI_Barrier(half);
        MPI_Barrier(grid);
        if (some != MPI_COMM_NULL)
            MPI_Barrier(some);
    }
    if (some != MPI_COMM_NULL)
        MPI_Comm_free(&some);
    MPI_Group_free(&evens);
    MPI_Group_free(&world);
    MPI_Comm_free(&grid);
    MPI_Comm_free(&copy);
    MPI_Comm_free(&half);
END
