/* SPDX-License-Identifier: MIT */
/* Ring: a message travels from process to process and comes back to where it began.
 *
 * Each process knows only its two neighbours: it receives from the one before it and sends to the
 * one behind it. The remainder in (rank + 1) % P closes the ring: behind the last process comes
 * rank 0. Pipelines and many simulations pass data on in this way.
 *
 * What happens: rank 0 sends the list [0] to rank 1. Each worker receives the list, appends its own
 * rank and sends it on. In the end rank 0 receives the list of all ranks. One process alone has no
 * neighbour; it says so.
 *
 * Try: run with 1 to 8 processes and follow the list. Why can no worker print before the one in
 * front of it has sent? How does the last process know where to send? */
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>

#define MASTER 0
#define TAG 1

static void print_list(const int *items, int count) {
    printf("[");
    for (int i = 0; i < count; i++)
        printf(i == 0 ? "%d" : ", %d", items[i]);
    printf("]");
}

/* Returns how many numbers came. */
static int receive_list(int *items, int capacity, int source) {
    MPI_Status status;
    int count;

    MPI_Recv(items, capacity, MPI_INT, source, TAG, MPI_COMM_WORLD, &status);
    MPI_Get_count(&status, MPI_INT, &count);
    return count;
}

static void send_list(const int *items, int count, int destination) {
    MPI_Send(items, count, MPI_INT, destination, TAG, MPI_COMM_WORLD);
}

static void start_and_close_ring(int *items, int rank, int process_count, const char *host) {
    items[0] = rank;
    send_list(items, 1, rank + 1);
    printf("Master Process %d of %d on %s sent ", rank, process_count, host);
    print_list(items, 1);
    printf("\n");

    int count = receive_list(items, process_count, process_count - 1);
    printf("Master Process %d of %d on %s received ", rank, process_count, host);
    print_list(items, count);
    printf("\n");
}

static void pass_on(int *items, int rank, int process_count, const char *host) {
    int count = receive_list(items, process_count, rank - 1);
    printf("Worker Process %d of %d on %s received ", rank, process_count, host);
    print_list(items, count);

    items[count] = rank;
    send_list(items, count + 1, (rank + 1) % process_count);
    printf(" and sent ");
    print_list(items, count + 1);
    printf("\n");
}

static int *new_list(int capacity) {
    int *items = malloc((size_t)capacity * sizeof *items);
    if (items == NULL)
        MPI_Abort(MPI_COMM_WORLD, EXIT_FAILURE);
    return items;
}

int main(int argc, char *argv[]) {
    int rank, process_count, name_length;
    char host[MPI_MAX_PROCESSOR_NAME];

    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &process_count);
    MPI_Get_processor_name(host, &name_length);

    if (process_count > 1) {
        int *items = new_list(process_count);
        if (rank == MASTER)
            start_and_close_ring(items, rank, process_count, host);
        else
            pass_on(items, rank, process_count, host);
        free(items);
    } else {
        printf("Please run this program with the number of processes greater than 1\n");
    }

    MPI_Finalize();
    return 0;
}
