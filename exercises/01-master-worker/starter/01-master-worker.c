/* SPDX-License-Identifier: MIT */
/* Master and workers. The handout says what to do. */
#include <mpi.h>
#include <stdio.h>

int main(int argc, char *argv[]) {
    int rank, process_count, name_length;
    char host[MPI_MAX_PROCESSOR_NAME];

    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &process_count);
    MPI_Get_processor_name(host, &name_length);

    /* TODO: let rank 0 greet as the master, every other process as a worker. */

    MPI_Finalize();
    return 0;
}
