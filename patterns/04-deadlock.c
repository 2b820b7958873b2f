/* SPDX-License-Identifier: MIT */
/* Message passing that deadlocks: THIS PROGRAM NEVER ENDS. It is here to be mended.
 *
 * The processes form pairs, (0,1), (2,3) ..., and the two of a pair want to exchange one number. A
 * receive does not return before its message has arrived. Here both partners receive first, so each
 * waits for a message that the other will send only afterwards: nobody ever sends.
 *
 * The other form of the same mistake is that both send first. MPI_Send() may return once the
 * message is stored somewhere, so that works by luck while messages are small, and hangs when they
 * no longer fit the library's buffers.
 *
 * What happens: with an even number of processes nothing is printed and nothing ends (stop it with
 * Ctrl-C). An odd number cannot be paired; rank 0 says so and the program ends.
 *
 * Try: run with 2 processes. Say for each process at which call it stands. Then mend the order of
 * the calls; 05-message-passing is one way. */
#include <mpi.h>
#include <stdio.h>

#define MASTER 0
#define TAG 1

static int partner_of(int rank) {
    return rank % 2 == 0 ? rank + 1 : rank - 1;
}

/* Both partners come here and both receive first. */
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
