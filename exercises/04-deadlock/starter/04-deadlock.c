/* SPDX-License-Identifier: MIT */
/* Message passing that deadlocks: with an even number of processes this program never ends (stop it
 * with Ctrl-C). The handout says what to do. */
#include <mpi.h>
#include <stdio.h>

#define MASTER 0
#define TAG 1

static int partner_of(int rank) {
    return rank % 2 == 0 ? rank + 1 : rank - 1;
}

/* TODO: mend this function. At which call does each of the two partners stand for ever? */
static int exchange_with(int partner, int sent) {
    int received = 0;

    MPI_Recv(&received, 1, MPI_INT, partner, TAG, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    MPI_Send(&sent, 1, MPI_INT, partner, TAG, MPI_COMM_WORLD);
    return received;
}

int main(int argc, char *argv[]) {
    int rank, process_count, name_length;
    char host[MPI_MAX_PROCESSOR_NAME];

    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &process_count);
    MPI_Get_processor_name(host, &name_length);

    if (process_count % 2 == 0) {
        int sent = rank;
        int received = exchange_with(partner_of(rank), sent);
        printf("Process %d of %d on %s computed %d and received %d\n", rank, process_count, host,
               sent, received);
    } else if (rank == MASTER) {
        printf("Please run this program with the number of processes positive and even\n");
    }

    MPI_Finalize();
    return 0;
}
