/* SPDX-License-Identifier: MIT */
/* Two halves of a line that never meet. */
#include <mpi.h>
#include <stdio.h>

int main(int argc, char **argv) {
    int rank;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    printf("half of %d", rank);
    MPI_Finalize();
    return 0;
}
