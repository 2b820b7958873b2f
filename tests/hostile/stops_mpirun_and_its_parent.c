/* SPDX-License-Identifier: MIT */
/* Stops mpirun and its own agent. */
#include "signal_all.h"
#include <mpi.h>

int main(int argc, char **argv) {
    int rank;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    if (rank == 1) {
        signal_all("mpirun", SIGSTOP);
        signal_all("mpigrade-agent", SIGSTOP);
        return 3;
    }
    sleep(1000);
    MPI_Finalize();
    return 0;
}
