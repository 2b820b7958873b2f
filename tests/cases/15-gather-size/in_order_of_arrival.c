/* Collects by hand from MPI_ANY_SOURCE; later ranks hurry, so the lists come in the wrong order. */
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
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
    MPI_Barrier(MPI_COMM_WORLD);
    if (rank == 0) {
        printf("Process %d of %d on %s has result after gather [", rank, size, host);
        show(v);
        for (int k = 1; k < size; k++) {
            MPI_Recv(v, SMALL_LIST_SIZE, MPI_INT, MPI_ANY_SOURCE, 0, MPI_COMM_WORLD,
                     MPI_STATUS_IGNORE);
            printf(", ");
            show(v);
        }
        printf("]\n");
    } else {
        usleep((size - rank) * 60000); /* unequal work: the last rank is done first */
        MPI_Send(v, SMALL_LIST_SIZE, MPI_INT, 0, 0, MPI_COMM_WORLD);
    }
    MPI_Finalize();
    return 0;
}
