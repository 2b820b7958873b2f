/* SPDX-License-Identifier: MIT */
/* np 2
 * expect clean
 */
#include "small.h"

START
    MPI_Win window;
    MPI_Group world, partner;
    MPI_Win_create(list, 100 * sizeof(int), sizeof(int), MPI_INFO_NULL, WORLD, &window);
    MPI_Comm_group(WORLD, &world);
    MPI_Group_incl(world, 1, &other, &partner);
    for (int i = 0; i < 5; i++) {
        MPI_Win_lock(MPI_LOCK_EXCLUSIVE, other, 0, window);
        MPI_Put(&a, 1, MPI_INT, other, i, 1, MPI_INT, window);
        MPI_Win_flush(other, window);
        MPI_Win_unlock(other, window);
        MPI_Barrier(WORLD);
        MPI_Win_post(partner, 0, window);
        if (rank == 0)
            usleep(100000);
        MPI_Win_start(partner, 0, window);
        MPI_Get(&b, 1, MPI_INT, other, i, 1, MPI_INT, window);
        MPI_Win_complete(window);
        MPI_Win_wait(window);
    }
    MPI_Group_free(&partner);
    MPI_Group_free(&world);
    MPI_Win_free(&window);
END
