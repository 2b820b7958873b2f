/* SPDX-License-Identifier: MIT */
/* All lines are right, but a rank never comes to MPI_Finalize. */
#include <mpi.h>
#include <stdio.h>
#include <unistd.h>

int main(int argc, char **argv) {
    int rank;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    printf("right %d\n", rank);
    while (rank == 1)
        pause();
    MPI_Finalize();
    return 0;
}
