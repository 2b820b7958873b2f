/* SPDX-License-Identifier: MIT */
/* Parallel loop in equal chunks: data decomposition by blocks.
 *
 * A loop whose iterations do not depend on each other can be dealt out. Here every process takes
 * one chunk of consecutive iterations, all chunks equally long: with REPS iterations and P
 * processes, rank r runs the iterations from r * REPS/P up to, but not including, (r + 1) * REPS/P.
 * Neighbouring iterations stay together, which suits loops that walk through an array.
 *
 * What happens: each process prints the iterations that it performs. Where P does not divide REPS,
 * equal chunks cannot be had; rank 0 says so and nobody iterates.
 *
 * Try: run with 1, 2, 4 and 8 processes, then with 3 and with 16. Change REPS to 16 (or compile
 * with -DREPS=16) and run again. Which process performs iteration 5 when 4 processes share 8 of
 * them? */
#include <mpi.h>
#include <stdbool.h>
#include <stdio.h>

#ifndef REPS
#define REPS 8
#endif

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
