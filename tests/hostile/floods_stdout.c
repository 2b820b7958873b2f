/* SPDX-License-Identifier: MIT */
/* Prints gigabytes. */
#include <mpi.h>
#include <string.h>
#include <unistd.h>

int main(int argc, char **argv) {
    int rank;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    static char block[65536];
    memset(block, 'x', sizeof block);
    for (long i = 0; rank == 1 && i < 40000; i++)
        (void)!write(1, block, sizeof block);
    MPI_Finalize();
    return 0;
}
