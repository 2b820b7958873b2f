/* SPDX-License-Identifier: MIT */
/* All lines are right, then it crashes. */
#include <mpi.h>
#include <stdio.h>

int main(int argc, char **argv) {
    int rank;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    printf("right %d\n", rank);
    fflush(stdout);
    MPI_Barrier(MPI_COMM_WORLD);
    if (rank == 0)
        *(volatile int *)8 = 1;
    MPI_Finalize();
    return 0;
}
