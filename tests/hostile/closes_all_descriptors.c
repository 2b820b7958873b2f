/* SPDX-License-Identifier: MIT */
/* Closes everything, MPI's own too; one rank leaves. */
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
    while (rank != 1)
        pause();
    _exit(1);
    MPI_Finalize();
    return 0;
}
