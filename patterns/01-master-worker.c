/* SPDX-License-Identifier: MIT */
/* Master and workers: processes take different parts in one program.
 *
 * All processes run the same program, yet an `if` on the rank lets one of them, by custom rank 0,
 * do something else than the rest. The master usually hands out work and collects results; the
 * workers compute.
 *
 * What happens: rank 0 prints the master's greeting, every other process a worker's.
 *
 * Try: run with 1 to 8 processes. What stays the same, and what changes? What is there with one
 * process? Make the last rank the master. */
#include <mpi.h>
#include <stdio.h>

#define MASTER 0

static void act_as_master(int rank, int process_count, const char *host) {
    printf("Greetings from the master, %d of %d on %s\n", rank, process_count, host);
}

static void act_as_worker(int rank, int process_count, const char *host) {
    printf("Greetings from a worker, %d of %d on %s\n", rank, process_count, host);
}

int main(int argc, char *argv[]) {
    int rank, process_count, name_length;
    char host[MPI_MAX_PROCESSOR_NAME];

    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &process_count);
    MPI_Get_processor_name(host, &name_length);

    if (rank == MASTER)
        act_as_master(rank, process_count, host);
    else
        act_as_worker(rank, process_count, host);

    MPI_Finalize();
    return 0;
}
