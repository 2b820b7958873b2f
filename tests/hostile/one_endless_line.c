/* SPDX-License-Identifier: MIT */
/* A line of 100 MB, and then the other rank's right one. */
#include <mpi.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int main(int argc, char **argv) {
    int rank;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    static char block[65536];
    memset(block, 'y', sizeof block);
    for (int i = 0; rank == 0 && i < 1600; i++)
        (void)!write(1, block, sizeof block);
    if (rank == 1)
        printf("rank 1 is well\n");
    MPI_Finalize();
    return 0;
}
