/* SPDX-License-Identifier: MIT */
/* Gather: the master collects lists. The handout says what to do. */
#include <mpi.h>
#include <stdio.h>

#ifndef SMALL_LIST_SIZE
#define SMALL_LIST_SIZE 3
#endif

/* Prints [a, b, c] without a newline. */
static void print_list(const int *items, int count) {
    printf("[");
    for (int i = 0; i < count; i++)
        printf(i == 0 ? "%d" : ", %d", items[i]);
    printf("]");
}

int main(int argc, char *argv[]) {
    int rank, process_count, name_length;
    char host[MPI_MAX_PROCESSOR_NAME];

    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &process_count);
    MPI_Get_processor_name(host, &name_length);

    /* TODO: make the list 10 * rank, 20 * rank, ... of SMALL_LIST_SIZE numbers and print it.
     * Gather the lists to rank 0 and let it print the result. */
    (void)print_list; /* delete this line when you call it */

    MPI_Finalize();
    return 0;
}
