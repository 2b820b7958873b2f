/* SPDX-License-Identifier: MIT */
/* Reduction of squares. The handout says what to do. */
#include <mpi.h>
#include <stdio.h>

int main(int argc, char *argv[]) {
    int rank, process_count;

    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &process_count);

    /* TODO: compute the square of rank + 1, reduce it to rank 0 by SUM and by MAX, and let rank
     * 0 print both results. */

    MPI_Finalize();
    return 0;
}
