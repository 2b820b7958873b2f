/* SPDX-License-Identifier: MIT */
/* Broadcast of a list: the length travels first.
 *
 * In C a message of unknown length has no place to go: whoever receives must have made room before.
 * So the master broadcasts how many numbers there are, the workers make room for them, and a second
 * broadcast brings the numbers. (Python's lower-case bcast() does the same behind the scenes.)
 *
 * What happens: the master fills a list with 0 ... P-1, the workers start with an empty list, and
 * after the broadcast all have the same. With one process there is nobody to broadcast to; it says
 * so.
 *
 * Try: run with 1 to 8 processes. Make the list longer or shorter at the master only: do the
 * workers notice? Let a worker change its list after the broadcast: does the master's list change?
 */
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>

#define MASTER 0

struct list {
    int count;
    int *items;
};

static void make_room(struct list *list) {
    list->items = malloc((size_t)list->count * sizeof *list->items);
    if (list->items == NULL)
        MPI_Abort(MPI_COMM_WORLD, EXIT_FAILURE);
}

static void fill_with_numbers_below(struct list *list, int limit) {
    list->count = limit;
    make_room(list);
    for (int i = 0; i < limit; i++)
        list->items[i] = i;
}

static void print_list(const struct list *list) {
    printf("[");
    for (int i = 0; i < list->count; i++)
        printf(i == 0 ? "%d" : ", %d", list->items[i]);
    printf("]");
}

static void broadcast_list(struct list *list, int rank) {
    MPI_Bcast(&list->count, 1, MPI_INT, MASTER, MPI_COMM_WORLD);
    if (rank != MASTER)
        make_room(list);
    MPI_Bcast(list->items, list->count, MPI_INT, MASTER, MPI_COMM_WORLD);
}

static void broadcast_and_print(int rank, int process_count, const char *host) {
    struct list list = {0};

    if (rank == MASTER) {
        fill_with_numbers_below(&list, process_count);
        printf("Master Process %d of %d on %s broadcasts ", rank, process_count, host);
    } else {
        printf("Worker Process %d of %d on %s starts with ", rank, process_count, host);
    }
    print_list(&list);
    printf("\n");

    broadcast_list(&list, rank);
    printf("Process %d of %d on %s has ", rank, process_count, host);
    print_list(&list);
    printf(" after the broadcast\n");
    free(list.items);
}

int main(int argc, char *argv[]) {
    int rank, process_count, name_length;
    char host[MPI_MAX_PROCESSOR_NAME];

    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &process_count);
    MPI_Get_processor_name(host, &name_length);

    if (process_count > 1)
        broadcast_and_print(rank, process_count, host);
    else
        printf("Please run this program with the number of processes greater than 1\n");

    MPI_Finalize();
    return 0;
}
