/* SPDX-License-Identifier: MIT */
/* Message passing with lists: one message carries many values.
 *
 * As in 05-message-passing, pairs of processes exchange data, odd ranks sending first and even
 * ranks receiving first. Instead of one number they exchange a list. Starting a message takes far
 * longer than one more number in it, so one message with eight numbers beats eight messages with
 * one.
 *
 * What happens: process r makes the list r, r+1, ... r+7, sends it to its partner and prints the
 * list it sent and the list it received. An odd number of processes cannot be paired; rank 0 says
 * so.
 *
 * Try: run with 4, 6, 8 and 10 processes, then with 5. Find the place where each process makes its
 * list. What differs from process to process, though all run the same statement? */
#include <mpi.h>
#include <stdbool.h>
#include <stdio.h>

#define MASTER 0
#define TAG 1
#define LIST_SIZE 8

static bool is_odd(int number) {
    return number % 2 == 1;
}

static int partner_of(int rank) {
    return is_odd(rank) ? rank - 1 : rank + 1;
}

static void print_list(const int *items, int count) {
    printf("[");
    for (int i = 0; i < count; i++)
        printf(i == 0 ? "%d" : ", %d", items[i]);
    printf("]");
}

static void fill_list(int *items, int first) {
    for (int i = 0; i < LIST_SIZE; i++)
        items[i] = first + i;
}

static void send_list(const int *items, int partner) {
    MPI_Send(items, LIST_SIZE, MPI_INT, partner, TAG, MPI_COMM_WORLD);
}

static void receive_list(int *items, int partner) {
    MPI_Recv(items, LIST_SIZE, MPI_INT, partner, TAG, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
}

static void exchange(int rank, const int *sent, int *received) {
    int partner = partner_of(rank);

    if (is_odd(rank)) {
        send_list(sent, partner);
        receive_list(received, partner);
    } else {
        receive_list(received, partner);
        send_list(sent, partner);
    }
}

static void exchange_and_print(int rank, int process_count, const char *host) {
    int sent[LIST_SIZE], received[LIST_SIZE];

    fill_list(sent, rank);
    exchange(rank, sent, received);

    printf("Process %d of %d on %s computed ", rank, process_count, host);
    print_list(sent, LIST_SIZE);
    printf(" and received ");
    print_list(received, LIST_SIZE);
    printf("\n");
}

int main(int argc, char *argv[]) {
    int rank, process_count, name_length;
    char host[MPI_MAX_PROCESSOR_NAME];

    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &process_count);
    MPI_Get_processor_name(host, &name_length);

    if (!is_odd(process_count))
        exchange_and_print(rank, process_count, host);
    else if (rank == MASTER)
        printf("Please run this program with the number of processes positive and even\n");

    MPI_Finalize();
    return 0;
}
