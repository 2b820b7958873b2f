/* Collects by hand in the order of arrival: right as long as the ranks send one after the other. */
#include <mpi.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#ifndef SMALL_LIST_SIZE
#define SMALL_LIST_SIZE 3
#endif

void show(const int *v, int n) {
    printf("[");
    for (int i = 0; i < n; i++)
        printf("%s%d", i ? ", " : "", v[i]);
    printf("]\n");
}

int main(int argc, char *argv[]) {
    int rank, size, len, v[SMALL_LIST_SIZE], all[64 * SMALL_LIST_SIZE];
    char host[MPI_MAX_PROCESSOR_NAME];
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    MPI_Get_processor_name(host, &len);
    for (int i = 0; i < SMALL_LIST_SIZE; i++)
        v[i] = (i + 1) * 10 * rank;
    printf("Process %d of %d on %s starts with ", rank, size, host);
    show(v, SMALL_LIST_SIZE);
    if (rank == 0) {
        memcpy(all, v, sizeof v);
        for (int k = 1; k < size; k++)
            MPI_Recv(&all[k * SMALL_LIST_SIZE], SMALL_LIST_SIZE, MPI_INT, MPI_ANY_SOURCE, 0,
                     MPI_COMM_WORLD, MPI_STATUS_IGNORE);
        printf("Process %d of %d on %s has result after gather ", rank, size, host);
        show(all, size * SMALL_LIST_SIZE);
    } else {
        usleep(rank * 2000); /* the work of rank r takes r times as long */
        MPI_Send(v, SMALL_LIST_SIZE, MPI_INT, 0, 0, MPI_COMM_WORLD);
    }
    MPI_Finalize();
    return 0;
}
