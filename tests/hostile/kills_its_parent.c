/* SPDX-License-Identifier: MIT */
/* Kills whoever started it. */
#include <mpi.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

int main(int argc, char **argv) {
    int rank;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    printf("before\n");
    fflush(stdout);
    if (rank == 1)
        kill(getppid(), SIGKILL);
    sleep(1000);
    MPI_Finalize();
    return 0;
}
