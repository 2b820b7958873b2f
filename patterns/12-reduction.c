/* SPDX-License-Identifier: MIT */
/* Reduction: many values become one.
 *
 * Each process has a part of a result. MPI_Reduce() combines the parts by an operation, here SUM
 * and MAX, and leaves the combined value at the root. All processes make the call, and the library
 * combines in pairs, so P values take about log2(P) steps instead of P-1.
 *
 * What happens: process r computes the square of r + 1. Rank 0 receives the sum of all squares and
 * the largest, and prints both. The other processes print nothing.
 *
 * Try: run with 1 to 8 processes and check the sums by hand. Replace MAX by MIN and SUM by PROD.
 * What do the workers find in their result variables? */
#include <mpi.h>
#include <stdio.h>

#define MASTER 0

static int square(int number) {
    return number * number;
}

int main(int argc, char *argv[]) {
    int rank, sum = 0, max = 0;

    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);

    int own_square = square(rank + 1);
    MPI_Reduce(&own_square, &sum, 1, MPI_INT, MPI_SUM, MASTER, MPI_COMM_WORLD);
    MPI_Reduce(&own_square, &max, 1, MPI_INT, MPI_MAX, MASTER, MPI_COMM_WORLD);

    if (rank == MASTER) {
        printf("The sum of the squares is %d\n", sum);
        printf("The max of the squares is %d\n", max);
    }

    MPI_Finalize();
    return 0;
}
