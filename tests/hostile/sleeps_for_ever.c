/* SPDX-License-Identifier: MIT */
/* Waits for nothing. */
#include <mpi.h>
#include <unistd.h>

int main(int argc, char **argv) {
    int rank;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    while (rank == 0)
        pause();
    MPI_Finalize();
    return 0;
}
