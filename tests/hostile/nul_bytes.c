/* SPDX-License-Identifier: MIT */
/* NUL bytes between, before and behind text. */
#include <mpi.h>
#include <stdio.h>

int main(int argc, char **argv) {
    int rank;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    fwrite("\0a\0b\0\n\0", 1, 7, stdout);
    MPI_Finalize();
    return 0;
}
