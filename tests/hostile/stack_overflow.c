/* SPDX-License-Identifier: MIT */
/* Recursion without end. */
#include <mpi.h>
#include <string.h>

static int deeper(int depth) {
    volatile char room[4096];
    memset((char *)room, depth, sizeof room);
    return deeper(depth + 1) + room[depth % 4096];
}

int main(int argc, char **argv) {
    int rank;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    if (rank == 1)
        return deeper(1);
    MPI_Barrier(MPI_COMM_WORLD);
    MPI_Finalize();
    return 0;
}
