/* SPDX-License-Identifier: MIT */
/* Scatter: the master deals out lists. The handout says what to do. */
#include <mpi.h>
#include <stdio.h>

#define LIST_SIZE 3

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

    /* TODO: rank 0 makes one list for each process, the i-th with (i + 1) times 1, 2 and 3, and
     * prints them; the others start with None. Scatter the lists, let every process print its
     * own, and let rank 0 print the original again. */
    (void)print_list; /* delete this line when you call it */

    MPI_Finalize();
    return 0;
}
