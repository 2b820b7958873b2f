/* SPDX-License-Identifier: MIT */
/* One rank fails, the others ignore SIGTERM and go on. */
#include <mpi.h>
#include <signal.h>
#include <unistd.h>

int main(int argc, char **argv) {
    int rank;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    signal(SIGTERM, SIG_IGN);
    MPI_Barrier(MPI_COMM_WORLD);
    if (rank == 2)
        return 9;
    sleep(1000);
    MPI_Finalize();
    return 0;
}
