/* SPDX-License-Identifier: MIT */
/* Opens files until none can be opened, then uses the missing one. */
#include <mpi.h>
#include <stdio.h>

int main(int argc, char **argv) {
    int rank;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    FILE *file = stdin;
    for (int i = 0; rank == 1 && file != NULL && i < 100000; i++)
        file = fopen("/dev/zero", "r");
    if (file == NULL) {
        perror("open");
        return 5;
    }
    MPI_Finalize();
    return 0;
}
