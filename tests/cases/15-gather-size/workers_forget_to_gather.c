#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>
#define SMALL_LIST_SIZE 5

void show(const int *v) {
    printf("[");
    for (int i = 0; i < SMALL_LIST_SIZE; i++)
        printf("%s%d", i ? ", " : "", v[i]);
    printf("]");
}

int main(int argc, char *argv[]) {
    int rank, size, len, v[SMALL_LIST_SIZE];
    char host[MPI_MAX_PROCESSOR_NAME];
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    MPI_Get_processor_name(host, &len);
    for (int i = 0; i < SMALL_LIST_SIZE; i++)
        v[i] = (i + 1) * 10 * rank;
    printf("Process %d of %d on %s starts with ", rank, size, host);
    show(v);
    printf("\n");
    if (rank == 0) {
        int *all = calloc(SMALL_LIST_SIZE * size, sizeof(int));
        MPI_Gather(v, SMALL_LIST_SIZE, MPI_INT, all, SMALL_LIST_SIZE, MPI_INT, 0, MPI_COMM_WORLD);
        printf("Process %d of %d on %s has result after gather [", rank, size, host);
        for (int p = 0; p < size; p++) {
            printf("%s", p ? ", " : "");
            show(all + p * SMALL_LIST_SIZE);
        }
        printf("]\n");
        free(all);
    }
    MPI_Finalize();
    return 0;
}
