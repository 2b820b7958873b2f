/* SPDX-License-Identifier: MIT */
/* Message passing: pairs of processes exchange a number without deadlock.
 *
 * The processes form pairs, (0,1), (2,3) .... Processes share no memory: a value gets from one to
 * the other only by a send on one side and a receive on the other. To be sure that one partner
 * sends while the other receives, the two take opposite orders: odd ranks send first and then
 * receive, even ranks receive first and then send.
 *
 * What happens: each process sends its rank and prints what it sent and what it received, which is
 * its partner's rank. An odd number of processes cannot be paired; rank 0 says so.
 *
 * Try: run with 4, 6, 8 and 10 processes, then with 5. Let all processes receive first, or all send
 * first: what happens, and why? Which process would rank 4 of 5 have to wait for? */
#include <mpi.h>
#include <stdbool.h>
#include <stdio.h>

#define MASTER 0
#define TAG 1

static bool is_odd(int number) {
    return number % 2 == 1;
}

static int partner_of(int rank) {
    return is_odd(rank) ? rank - 1 : rank + 1;
}

static void send_number(int number, int partner) {
    MPI_Send(&number, 1, MPI_INT, partner, TAG, MPI_COMM_WORLD);
}

static int receive_number(int partner) {
    int number;
    MPI_Recv(&number, 1, MPI_INT, partner, TAG, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    return number;
}

static int exchange(int rank, int sent) {
    int partner = partner_of(rank);
    int received;

    if (is_odd(rank)) {
        send_number(sent, partner);
        received = receive_number(partner);
    } else {
        received = receive_number(partner);
        send_number(sent, partner);
    }
    return received;
}

int main(int argc, char *argv[]) {
    int rank, process_count, name_length;
    char host[MPI_MAX_PROCESSOR_NAME];

    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &process_count);
    MPI_Get_processor_name(host, &name_length);

    if (!is_odd(process_count)) {
        int sent = rank;
        int received = exchange(rank, sent);
        printf("Process %d of %d on %s computed %d and received %d\n", rank, process_count, host,
               sent, received);
    } else if (rank == MASTER) {
        printf("Please run this program with the number of processes positive and even\n");
    }

    MPI_Finalize();
    return 0;
}
