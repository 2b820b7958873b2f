/* SPDX-License-Identifier: MIT */
/* Parallel loop in equal chunks. The handout says what to do. */
#include <mpi.h>
#include <stdio.h>

#ifndef REPS
#define REPS 8
#endif

int main(int argc, char *argv[]) {
    int rank, process_count, name_length;
    char host[MPI_MAX_PROCESSOR_NAME];

    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &process_count);
    MPI_Get_processor_name(host, &name_length);

    /* TODO: when REPS iterations cannot be cut into equal chunks, let rank 0 say so.
     * Otherwise perform the iterations of this process: where does its chunk start and stop? */

    MPI_Finalize();
    return 0;
}
