/* SPDX-License-Identifier: MIT */
/* Closes everything, MPI's own too, and leaves. */
#include <mpi.h>
#include <stdio.h>
#include <unistd.h>

int main(int argc, char **argv) {
    int rank;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    printf("closing\n");
    fflush(stdout);
    MPI_Barrier(MPI_COMM_WORLD);
    for (int fd = 0; fd < 1024; fd++)
        close(fd);
    _exit(rank);
    MPI_Finalize();
    return 0;
}
