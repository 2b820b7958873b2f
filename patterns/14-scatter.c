/* SPDX-License-Identifier: MIT */
/* Scatter: one process deals out equal parts of its data.
 *
 * MPI_Scatter() cuts the root's array into P parts of equal length: part i goes to rank i, the root
 * keeps part 0. The counts in the call are those of one part, not of the whole. Where all processes
 * need all of the data, that is a broadcast.
 *
 * What happens: the master makes one list for each process, the i-th with i+1 times 1, 2 and 3. The
 * workers have nothing (None) before the scatter; after it each has its own list. The master's
 * original is unchanged.
 *
 * Try: run with 2 to 8 processes. Which list does rank 2 get? Make the lists four numbers long: at
 * how many places must the program change? */
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>

#define MASTER 0
#define LIST_SIZE 3

static void print_list(const int *items) {
    printf("[");
    for (int i = 0; i < LIST_SIZE; i++)
        printf(i == 0 ? "%d" : ", %d", items[i]);
    printf("]");
}

static void print_lists(const int *items, int list_count) {
    printf("[");
    for (int i = 0; i < list_count; i++) {
        printf(i == 0 ? "" : ", ");
        print_list(&items[i * LIST_SIZE]);
    }
    printf("]\n");
}

/* All lists stand behind each other in one array. */
static int *new_lists(int list_count) {
    int *items = malloc((size_t)list_count * LIST_SIZE * sizeof *items);
    if (items == NULL)
        MPI_Abort(MPI_COMM_WORLD, EXIT_FAILURE);
    for (int i = 0; i < list_count; i++)
        for (int k = 0; k < LIST_SIZE; k++)
            items[i * LIST_SIZE + k] = (i + 1) * (k + 1);
    return items;
}

static void scatter_and_print(int rank, int process_count, const char *host) {
    int *lists = NULL;
    int own[LIST_SIZE];

    if (rank == MASTER) {
        lists = new_lists(process_count);
        printf("Master %d of %d on %s has created list: ", rank, process_count, host);
        print_lists(lists, process_count);
    } else {
        printf("Worker Process %d of %d on %s starts with None\n", rank, process_count, host);
    }

    MPI_Scatter(lists, LIST_SIZE, MPI_INT, own, LIST_SIZE, MPI_INT, MASTER, MPI_COMM_WORLD);
    printf("Process %d of %d on %s has result after scatter ", rank, process_count, host);
    print_list(own);
    printf("\n");

    if (rank == MASTER) {
        printf("Master %d of %d on %s has original list after scatter: ", rank, process_count,
               host);
        print_lists(lists, process_count);
    }
    free(lists);
}

int main(int argc, char *argv[]) {
    int rank, process_count, name_length;
    char host[MPI_MAX_PROCESSOR_NAME];

    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &process_count);
    MPI_Get_processor_name(host, &name_length);

    scatter_and_print(rank, process_count, host);

    MPI_Finalize();
    return 0;
}
