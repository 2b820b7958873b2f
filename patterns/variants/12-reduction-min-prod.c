/* SPDX-License-Identifier: MIT */
/* 12-reduction with MIN and PROD. The least square is always 1. The product grows fast: that of 8
 * squares still fits an int, that of 9 does not, hence long long. */
#include <mpi.h>
#include <stdio.h>

#define MASTER 0

static long long square(long long number) {
    return number * number;
}

int main(int argc, char *argv[]) {
    int rank;
    long long min = 0, product = 0;

    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);

    long long own_square = square(rank + 1);
    MPI_Reduce(&own_square, &min, 1, MPI_LONG_LONG, MPI_MIN, MASTER, MPI_COMM_WORLD);
    MPI_Reduce(&own_square, &product, 1, MPI_LONG_LONG, MPI_PROD, MASTER, MPI_COMM_WORLD);

    if (rank == MASTER) {
        printf("The min of the squares is %lld\n", min);
        printf("The product of the squares is %lld\n", product);
    }

    MPI_Finalize();
    return 0;
}
