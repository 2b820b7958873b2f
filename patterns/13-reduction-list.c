/* SPDX-License-Identifier: MIT */
/* Reduction of lists: element by element.
 *
 * MPI_Reduce() takes arrays as well. The operation is applied to all first elements, to all second
 * elements and so on, so the result is an array of the same length. (Python's reduce() of lists is
 * another matter: there SUM joins the lists and MAX picks one of them; see 13-reduction-list.py.)
 *
 * What happens: process r makes the list r, 2r, 3r, 4r, 5r. Rank 0 prints the list of the largest
 * and the list of the summed elements.
 *
 * Try: run with 1 to 4 processes and check each element by hand. What would MIN give, and why? */
#include <mpi.h>
#include <stdio.h>

#define MASTER 0
#define LIST_SIZE 5

static void fill_with_multiples_of(int rank, int *items) {
    for (int i = 0; i < LIST_SIZE; i++)
        items[i] = rank * (i + 1);
}

static void print_result(const char *operation, const int *items) {
    printf("The resulting reduce %s list is [", operation);
    for (int i = 0; i < LIST_SIZE; i++)
        printf(i == 0 ? "%d" : ", %d", items[i]);
    printf("]\n");
}

int main(int argc, char *argv[]) {
    int rank;
    int own[LIST_SIZE], largest[LIST_SIZE], sums[LIST_SIZE];

    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);

    fill_with_multiples_of(rank, own);
    MPI_Reduce(own, largest, LIST_SIZE, MPI_INT, MPI_MAX, MASTER, MPI_COMM_WORLD);
    MPI_Reduce(own, sums, LIST_SIZE, MPI_INT, MPI_SUM, MASTER, MPI_COMM_WORLD);

    if (rank == MASTER) {
        print_result("max", largest);
        print_result("sum", sums);
    }

    MPI_Finalize();
    return 0;
}
