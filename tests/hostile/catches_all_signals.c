/* SPDX-License-Identifier: MIT */
/* Catches or ignores whatever can be, and loops. */
#include <mpi.h>
#include <signal.h>

static void caught(int number) {
    (void)number;
}

int main(int argc, char **argv) {
    int rank;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    for (int number = 1; number < 65; number++)
        signal(number, number % 2 == 0 ? SIG_IGN : caught);
    for (volatile int i = 0; rank == 0; i = i + 1)
        ;
    MPI_Finalize();
    return 0;
}
