/* SPDX-License-Identifier: MIT */
/* Reads until it gets what is never there. */
#include <mpi.h>
#include <stdio.h>

int main(int argc, char **argv) {
    int rank;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    int got = 0;
    while (rank == 0 && got != 'q')
        got = getchar();
    MPI_Finalize();
    return 0;
}
