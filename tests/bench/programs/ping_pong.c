/* SPDX-License-Identifier: MIT */
/* ping_pong BYTES ROUNDS: a message goes to and fro; prints µs a call of one rank, two a round. */
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(int argc, char **argv) {
    int bytes = argc > 1 ? atoi(argv[1]) : 8, rounds = argc > 2 ? atoi(argv[2]) : 100000, rank;
    /* At a page's start: copying takes other times elsewhere, and the watch allocates, too. */
    size_t size = ((size_t)bytes + 4095) / 4096 * 4096;
    char *buffer = aligned_alloc(4096, size);
    double start = 0;
    if (!buffer)
        return 1;
    memset(buffer, 0, size);
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    for (int i = -1000; i < rounds; i++) { /* the first rounds warm up */
        if (i == 0)
            start = MPI_Wtime();
        if (rank == 0) {
            MPI_Send(buffer, bytes, MPI_BYTE, 1, 1, MPI_COMM_WORLD);
            MPI_Recv(buffer, bytes, MPI_BYTE, 1, 1, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
        } else {
            MPI_Recv(buffer, bytes, MPI_BYTE, 0, 1, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
            MPI_Send(buffer, bytes, MPI_BYTE, 0, 1, MPI_COMM_WORLD);
        }
    }
    if (rank == 0)
        printf("figure %.6f\n", (MPI_Wtime() - start) * 1e6 / (2.0 * rounds));
    MPI_Finalize();
    free(buffer);
    return 0;
}
