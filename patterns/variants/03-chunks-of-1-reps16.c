/* SPDX-License-Identifier: MIT */
/* 03-chunks-of-1 with 16 iterations: up to 16 processes now have something to do. */
#include <mpi.h>
#include <stdio.h>

#define REPS 16

#define MASTER 0

static void perform_every_pth_iteration(int rank, int process_count, const char *host) {
    for (int i = rank; i < REPS; i += process_count)
        printf("On %s: Process %d is performing iteration %d\n", host, rank, i);
}

int main(int argc, char *argv[]) {
    int rank, process_count, name_length;
    char host[MPI_MAX_PROCESSOR_NAME];

    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &process_count);
    MPI_Get_processor_name(host, &name_length);

    if (process_count <= REPS)
        perform_every_pth_iteration(rank, process_count, host);
    else if (rank == MASTER)
        printf("Please run with number of processes less than or equal to %d.\n", REPS);

    MPI_Finalize();
    return 0;
}
