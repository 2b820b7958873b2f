/* SPDX-License-Identifier: MIT */
/* Pairs of processes exchange their ranks. The handout says what to do. */
#include <mpi.h>
#include <stdio.h>

int main(int argc, char *argv[]) {
    int rank, process_count, name_length;
    char host[MPI_MAX_PROCESSOR_NAME];

    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &process_count);
    MPI_Get_processor_name(host, &name_length);

    /* TODO: when the number of processes is odd, let rank 0 say so.
     * Otherwise find the partner, exchange ranks with it (odd ranks send first, even ranks
     * receive first) and print what was sent and what was received. */

    MPI_Finalize();
    return 0;
}
