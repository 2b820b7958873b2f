/* SPDX-License-Identifier: MIT */
/* A list travels round a ring of processes. The handout says what to do. */
#include <mpi.h>
#include <stdio.h>

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

    /* TODO: when there is only one process, say so. Otherwise:
     * rank 0 sends the list [0] to rank 1 and prints it; at the end it receives and prints the
     * whole list. Every other process receives the list from the rank before it, appends its own
     * rank, sends the list on, and prints what it received and what it sent. Who closes the
     * ring? */
    (void)print_list; /* delete this line when you call it */

    MPI_Finalize();
    return 0;
}
