/* SPDX-License-Identifier: MIT */
/* 15-gather with five numbers in each list: the result grows with P and with SMALL_LIST_SIZE. */
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>

#define SMALL_LIST_SIZE 5

#define MASTER 0

static void print_list(const int *items) {
    printf("[");
    for (int i = 0; i < SMALL_LIST_SIZE; i++)
        printf(i == 0 ? "%d" : ", %d", items[i]);
    printf("]");
}

static void print_lists(const int *items, int list_count) {
    printf("[");
    for (int i = 0; i < list_count; i++) {
        printf(i == 0 ? "" : ", ");
        print_list(&items[i * SMALL_LIST_SIZE]);
    }
    printf("]");
}

static void fill_small_list(int rank, int *items) {
    for (int i = 0; i < SMALL_LIST_SIZE; i++)
        items[i] = (i + 1) * 10 * rank;
}

static int *new_lists(int list_count) {
    int *items = malloc((size_t)list_count * SMALL_LIST_SIZE * sizeof *items);
    if (items == NULL)
        MPI_Abort(MPI_COMM_WORLD, EXIT_FAILURE);
    return items;
}

static void gather_and_print(int rank, int process_count, const char *host) {
    int own[SMALL_LIST_SIZE];
    int *all = rank == MASTER ? new_lists(process_count) : NULL;

    fill_small_list(rank, own);
    printf("Process %d of %d on %s starts with ", rank, process_count, host);
    print_list(own);
    printf("\n");

    MPI_Gather(own, SMALL_LIST_SIZE, MPI_INT, all, SMALL_LIST_SIZE, MPI_INT, MASTER,
               MPI_COMM_WORLD);

    if (rank == MASTER) {
        printf("Process %d of %d on %s has result after gather ", rank, process_count, host);
        print_lists(all, process_count);
        printf("\n");
    }
    free(all);
}

int main(int argc, char *argv[]) {
    int rank, process_count, name_length;
    char host[MPI_MAX_PROCESSOR_NAME];

    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &process_count);
    MPI_Get_processor_name(host, &name_length);

    gather_and_print(rank, process_count, host);

    MPI_Finalize();
    return 0;
}
