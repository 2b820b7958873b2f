/* SPDX-License-Identifier: MIT */
/* 02-equal-chunks with 16 iterations: 3 processes still do not divide them, 16 now do. */
#include <mpi.h>
#include <stdbool.h>
#include <stdio.h>

#define REPS 16

#define MASTER 0

static bool chunks_can_be_equal(int process_count) {
    return process_count <= REPS && REPS % process_count == 0;
}

static void perform_own_chunk(int rank, int process_count, const char *host) {
    int chunk_size = REPS / process_count;
    int start = rank * chunk_size;
    int stop = start + chunk_size;

    for (int i = start; i < stop; i++)
        printf("On %s: Process %d is performing iteration %d\n", host, rank, i);
}

int main(int argc, char *argv[]) {
    int rank, process_count, name_length;
    char host[MPI_MAX_PROCESSOR_NAME];

    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &process_count);
    MPI_Get_processor_name(host, &name_length);

    if (chunks_can_be_equal(process_count))
        perform_own_chunk(rank, process_count, host);
    else if (rank == MASTER)
        printf("Please run with number of processes divisible by and less than or equal to %d.\n",
               REPS);

    MPI_Finalize();
    return 0;
}
