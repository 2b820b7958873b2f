/* SPDX-License-Identifier: MIT */
/* A hundred thousand writes of a byte each. */
#include <mpi.h>
#include <unistd.h>

int main(int argc, char **argv) {
    int rank;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    for (int i = 0; i < 100000; i++)
        (void)!write(1 + rank % 2, "z", 1);
    MPI_Finalize();
    return 0;
}
