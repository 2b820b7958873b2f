/* SPDX-License-Identifier: MIT */
/* np 4
 * expect clean
 */
#include "small.h"

START
    int counts[4] = {1, 1, 1, 1}, places[4] = {0, 1, 2, 3};
    MPI_Barrier(WORLD);
    MPI_Bcast(list, 10, MPI_INT, 1, WORLD);
    MPI_Scatter(list, 2, MPI_INT, list + 100, 2, MPI_INT, 0, WORLD);
    MPI_Gather(list, 2, MPI_INT, list + 100, 2, MPI_INT, 2, WORLD);
    MPI_Scatterv(list, counts, places, MPI_INT, list + 100, 1, MPI_INT, 0, WORLD);
    MPI_Gatherv(list, 1, MPI_INT, list + 100, counts, places, MPI_INT, 0, WORLD);
    MPI_Allgather(list, 2, MPI_INT, list + 100, 2, MPI_INT, WORLD);
    MPI_Allgatherv(list, 1, MPI_INT, list + 100, counts, places, MPI_INT, WORLD);
    MPI_Alltoall(list, 2, MPI_INT, list + 100, 2, MPI_INT, WORLD);
    MPI_Alltoallv(list, counts, places, MPI_INT, list + 100, counts, places, MPI_INT, WORLD);
    MPI_Reduce(list, list + 100, 3, MPI_INT, MPI_SUM, 3, WORLD);
    MPI_Allreduce(list, list + 100, 3, MPI_INT, MPI_MAX, WORLD);
    MPI_Scan(list, list + 100, 3, MPI_INT, MPI_MIN, WORLD);
    MPI_Exscan(list, list + 100, 3, MPI_INT, MPI_MIN, WORLD);
    MPI_Reduce_scatter_block(list, list + 100, 1, MPI_INT, MPI_SUM, WORLD);
    MPI_Reduce_scatter(list, list + 100, counts, MPI_INT, MPI_SUM, WORLD);
    MPI_Allreduce(MPI_IN_PLACE, list, 3, MPI_INT, MPI_SUM, WORLD);
    if (rank == 0)
        MPI_Gather(MPI_IN_PLACE, 0, MPI_DATATYPE_NULL, list, 2, MPI_INT, 0, WORLD);
    else
        MPI_Gather(list, 2, MPI_INT, NULL, 0, MPI_DATATYPE_NULL, 0, WORLD);
    if (rank == 0)
        MPI_Scatter(list, 2, MPI_INT, MPI_IN_PLACE, 0, MPI_DATATYPE_NULL, 0, WORLD);
    else
        MPI_Scatter(NULL, 0, MPI_DATATYPE_NULL, list, 2, MPI_INT, 0, WORLD);
    if (rank == 0)
        MPI_Reduce(MPI_IN_PLACE, list, 2, MPI_INT, MPI_SUM, 0, WORLD);
    else
        MPI_Reduce(list, NULL, 2, MPI_INT, MPI_SUM, 0, WORLD);
END
