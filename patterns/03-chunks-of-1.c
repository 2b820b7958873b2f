/* SPDX-License-Identifier: MIT */
/* Parallel loop in chunks of 1: data decomposition by turns (cyclic).
 *
 * The iterations are dealt out like cards: rank r runs r, r + P, r + 2P ... as long as they are
 * below REPS. P need not divide REPS: the first REPS mod P processes then run one iteration more
 * than the others. Since neighbouring iterations go to different processes, a loop whose later
 * iterations take longer is still shared out evenly.
 *
 * What happens: each process prints the iterations that it performs. With more processes than
 * iterations some would have nothing to do; rank 0 says so and nobody iterates.
 *
 * Try: run with 1, 2, 4 and 8 processes, then with 3, 5 and 9. Change REPS to 16 (or compile with
 * -DREPS=16). Compare with equal chunks: which loops can be shared out this way only? */
#include <mpi.h>
#include <stdio.h>

#ifndef REPS
#define REPS 8
#endif

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
