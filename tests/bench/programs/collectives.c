/* SPDX-License-Identifier: MIT */
/* collectives ROUNDS: a broadcast and a reduction of 8 bytes; prints µs a call, two a round. */
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv) {
    int rounds = argc > 1 ? atoi(argv[1]) : 100000, rank;
    double start = 0, value = 1, sum;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    for (int i = -1000; i < rounds; i++) {
        if (i == 0)
            start = MPI_Wtime();
        MPI_Bcast(&value, 1, MPI_DOUBLE, 0, MPI_COMM_WORLD);
        MPI_Allreduce(&value, &sum, 1, MPI_DOUBLE, MPI_SUM, MPI_COMM_WORLD);
    }
    if (rank == 0)
        printf("figure %.6f\n", (MPI_Wtime() - start) * 1e6 / (2.0 * rounds));
    MPI_Finalize();
    return 0;
}
