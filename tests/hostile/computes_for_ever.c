/* SPDX-License-Identifier: MIT */
/* An endless loop on one rank. */
#include <mpi.h>

int main(int argc, char **argv) {
    int rank;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    for (volatile int i = 0; rank == 1; i = i + 1)
        ;
    MPI_Finalize();
    return 0;
}
