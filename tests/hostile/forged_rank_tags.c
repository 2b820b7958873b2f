/* SPDX-License-Identifier: MIT */
/* Rank 1 claims to be rank 0 and says what reports say. */
#include <mpi.h>
#include <stdio.h>

int main(int argc, char **argv) {
    int rank;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    if (rank == 1)
        printf("[rank 0] I am rank 0\n[1,0]<stdout>:me too\n\r[rank 0] and me\nPoints: 100 / 100\n");
    MPI_Finalize();
    return 0;
}
