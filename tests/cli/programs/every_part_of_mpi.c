/* SPDX-License-Identifier: MIT */
/* Uses what different components of MPI do: messages of all sizes, collectives, topologies,
 * windows, files, communicators between groups. Each rank prints what it got. */
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>

static int rank, size, left, right;

static void topologies(void) {
    int periodic = 1, got[2] = {-1, -1}, neighbours[2];
    MPI_Comm ring, graph;
    MPI_Cart_create(MPI_COMM_WORLD, 1, &size, &periodic, 0, &ring);
    MPI_Cart_shift(ring, 0, 1, &neighbours[0], &neighbours[1]);
    MPI_Neighbor_allgather(&rank, 1, MPI_INT, got, 1, MPI_INT, ring);
    printf("ring %d: %d and %d\n", rank, got[0], got[1]);
    MPI_Dist_graph_create_adjacent(MPI_COMM_WORLD, 1, &left, MPI_UNWEIGHTED, 1, &right,
                                   MPI_UNWEIGHTED, MPI_INFO_NULL, 0, &graph);
    MPI_Neighbor_alltoall(&rank, 1, MPI_INT, got, 1, MPI_INT, graph);
    printf("graph %d: %d\n", rank, got[0]);
    MPI_Comm_free(&graph);
    MPI_Comm_free(&ring);
}

static void windows(void) {
    int *put, sum = 0;
    MPI_Win window;
    MPI_Win_allocate(sizeof(int), sizeof(int), MPI_INFO_NULL, MPI_COMM_WORLD, &put, &window);
    MPI_Win_fence(0, window);
    MPI_Put(&rank, 1, MPI_INT, right, 0, 1, MPI_INT, window);
    MPI_Win_fence(0, window);
    printf("window %d: %d\n", rank, *put);
    MPI_Win_free(&window);
    MPI_Win_create(&sum, sizeof sum, sizeof sum, MPI_INFO_NULL, MPI_COMM_WORLD, &window);
    MPI_Win_lock(MPI_LOCK_EXCLUSIVE, 0, 0, window);
    MPI_Accumulate(&rank, 1, MPI_INT, 0, 0, 1, MPI_INT, MPI_SUM, window);
    MPI_Win_unlock(0, window);
    MPI_Win_free(&window);
    if (rank == 0)
        printf("sum in the window: %d\n", sum);
}

static void files(void) {
    MPI_File file;
    int back = -1;
    char name[4096];
    snprintf(name, sizeof name, "%s/numbers", getenv("TMPDIR"));
    if (MPI_File_open(MPI_COMM_WORLD, name, MPI_MODE_CREATE | MPI_MODE_RDWR, MPI_INFO_NULL,
                      &file) != MPI_SUCCESS)
        MPI_Abort(MPI_COMM_WORLD, 1);
    MPI_File_write_at_all(file, rank * (MPI_Offset)sizeof rank, &rank, 1, MPI_INT,
                          MPI_STATUS_IGNORE);
    MPI_File_sync(file);
    MPI_Barrier(MPI_COMM_WORLD);
    MPI_File_read_at(file, right * (MPI_Offset)sizeof rank, &back, 1, MPI_INT, MPI_STATUS_IGNORE);
    MPI_File_close(&file);
    printf("file %d: %d\n", rank, back);
}

static void groups(void) {
    MPI_Comm half, other;
    int sum = -1;
    MPI_Comm_split(MPI_COMM_WORLD, rank % 2, rank, &half);
    MPI_Intercomm_create(half, 0, MPI_COMM_WORLD, (rank + 1) % 2, 0, &other);
    MPI_Allreduce(&rank, &sum, 1, MPI_INT, MPI_SUM, other);
    printf("the others of %d: %d\n", rank, sum);
    MPI_Comm_free(&other);
    MPI_Comm_free(&half);
}

static void numbers(void) {
    enum { COUNT = 2000000 };
    double *many = calloc(COUNT, sizeof *many), sum[3] = {rank, 1, 0.5}, total[3];
    MPI_Request request;
    many[COUNT - 1] = rank;
    MPI_Sendrecv_replace(many, COUNT, MPI_DOUBLE, right, 0, left, 0, MPI_COMM_WORLD,
                         MPI_STATUS_IGNORE);
    MPI_Iallreduce(sum, total, 3, MPI_DOUBLE, MPI_SUM, MPI_COMM_WORLD, &request);
    MPI_Wait(&request, MPI_STATUS_IGNORE);
    printf("numbers %d: %g, %g %g %g\n", rank, many[COUNT - 1], total[0], total[1], total[2]);
    free(many);
}

int main(int argc, char **argv) {
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    left = (rank + size - 1) % size;
    right = (rank + 1) % size;
    topologies();
    windows();
    files();
    groups();
    numbers();
    MPI_Finalize();
    return 0;
}
