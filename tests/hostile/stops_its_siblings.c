/* SPDX-License-Identifier: MIT */
/* Stops all other ranks. */
#include "signal_all.h"
#include <mpi.h>

int main(int argc, char **argv) {
    int rank;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Barrier(MPI_COMM_WORLD);
    if (rank == 1)
        signal_all("stops_its_sibl", SIGSTOP);
    sleep(1000);
    MPI_Finalize();
    return 0;
}
