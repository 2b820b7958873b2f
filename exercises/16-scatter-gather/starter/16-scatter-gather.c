/* SPDX-License-Identifier: MIT */
/* Scatter, work, gather. The handout says what to do. */
#include <mpi.h>
#include <stdio.h>

#define PART_SIZE 3

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

    /* TODO: rank 0 makes the array 1, 2, ... PART_SIZE * process_count. Scatter it, multiply
     * each part by ten, and gather the parts into a new array. Print each step as the handout
     * shows. */
    (void)print_list; /* delete this line when you call it */

    MPI_Finalize();
    return 0;
}
