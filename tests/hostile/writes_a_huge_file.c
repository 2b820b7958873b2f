/* SPDX-License-Identifier: MIT */
/* One file without end. */
#include <fcntl.h>
#include <mpi.h>
#include <unistd.h>

int main(int argc, char **argv) {
    int rank;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    static char block[1 << 20];
    int fd = open("huge", O_WRONLY | O_CREAT, 0600);
    while (rank == 1 && write(fd, block, sizeof block) > 0)
        ;
    MPI_Barrier(MPI_COMM_WORLD);
    MPI_Finalize();
    return 0;
}
