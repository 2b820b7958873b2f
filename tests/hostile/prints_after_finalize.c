/* SPDX-License-Identifier: MIT */
/* Prints when MPI is over. */
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>

static void late(void) {
    printf("late words\n");
}

int main(int argc, char **argv) {
    int rank;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    atexit(late);
    MPI_Finalize();
    return 0;
}
