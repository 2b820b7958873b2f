/* SPDX-License-Identifier: MIT */
/* np 4
 * expect clean
 */
#include "small.h"

START
    MPI_Comm grid, graph, copy, merged;
    MPI_Request request;
    int dims[2] = {2, 2}, periods[2] = {1, 1}, from, to, got[8];
    int left = (rank + size - 1) % size, right = (rank + 1) % size;
    MPI_Cart_create(WORLD, 2, dims, periods, 0, &grid);
    MPI_Cart_shift(grid, 0, 1, &from, &to);
    MPI_Sendrecv_replace(&a, 1, MPI_INT, to, 0, from, 0, grid, IGNORE);
    MPI_Neighbor_allgather(&a, 1, MPI_INT, got, 1, MPI_INT, grid);
    MPI_Dist_graph_create_adjacent(WORLD, 1, &left, MPI_UNWEIGHTED, 1, &right, MPI_UNWEIGHTED,
                                   MPI_INFO_NULL, 0, &graph);
    MPI_Neighbor_alltoall(&a, 1, MPI_INT, got, 1, MPI_INT, graph);
    if (rank == 2)
        usleep(300000);
    MPI_Ineighbor_allgather(&a, 1, MPI_INT, got, 1, MPI_INT, graph, &request);
    MPI_Wait(&request, IGNORE);
    MPI_Comm_idup(WORLD, &copy, &request);
    MPI_Wait(&request, IGNORE);
    MPI_Reduce_local(&a, &b, 1, MPI_INT, MPI_SUM);
    MPI_Allreduce(&a, &b, 1, MPI_INT, MPI_SUM, copy);
    MPI_Comm half, inter;
    MPI_Comm_split(copy, rank % 2, 0, &half);
    MPI_Intercomm_create(half, 0, copy, 1 - rank % 2, 0, &inter);
    MPI_Intercomm_merge(inter, rank % 2, &merged);
    MPI_Barrier(merged);
    MPI_Comm_free(&merged);
    MPI_Comm_free(&inter);
    MPI_Comm_free(&half);
    MPI_Comm_free(&copy);
    MPI_Comm_free(&graph);
    MPI_Comm_free(&grid);
END
