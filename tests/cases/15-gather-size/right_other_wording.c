#include <mpi.h>
#include <stdio.h>
#define SMALL_LIST_SIZE 5

int main(int argc, char *argv[]) {
    int rank, size, i, v[SMALL_LIST_SIZE], all[100 * SMALL_LIST_SIZE];
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    for (i = 0; i < SMALL_LIST_SIZE; i++) v[i] = (i + 1) * 10 * rank;
    printf("rank %d of %d: my part is", rank, size);
    for (i = 0; i < SMALL_LIST_SIZE; i++) printf(" %d", v[i]);
    printf("\n");
    MPI_Gather(v, SMALL_LIST_SIZE, MPI_INT, all, SMALL_LIST_SIZE, MPI_INT, 0, MPI_COMM_WORLD);
    if (rank == 0) {
        printf("rank %d of %d: gathered", rank, size);
        for (i = 0; i < size * SMALL_LIST_SIZE; i++) printf(" %d", all[i]);
        printf("\n");
    }
    MPI_Finalize();
    return 0;
}
