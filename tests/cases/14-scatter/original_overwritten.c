/* Receives into the array that it sends from: the original is not the original any more. */
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>

void show(int *v, int n) {
    printf("[");
    for (int i = 0; i < n; i++)
        printf("%s[%d, %d, %d]", i ? ", " : "", v[3 * i], v[3 * i + 1], v[3 * i + 2]);
    printf("]\n");
}

int main(int argc, char *argv[]) {
    int rank, size, len;
    char host[MPI_MAX_PROCESSOR_NAME];
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    MPI_Get_processor_name(host, &len);
    int *data = calloc(3 * size + 3, sizeof(int)), *part = data + 3;
    if (rank == 0) {
        for (int i = 0; i < 3 * size; i++)
            data[i] = (i / 3 + 1) * (i % 3 + 1);
        printf("Master %d of %d on %s has created list: ", rank, size, host);
        show(data, size);
    } else {
        printf("Worker Process %d of %d on %s starts with None\n", rank, size, host);
    }
    MPI_Scatter(data, 3, MPI_INT, part, 3, MPI_INT, 0, MPI_COMM_WORLD);
    printf("Process %d of %d on %s has result after scatter [%d, %d, %d]\n", rank, size, host,
           part[0], part[1], part[2]);
    if (rank == 0) {
        printf("Master %d of %d on %s has original list after scatter: ", rank, size, host);
        show(data, size);
    }
    free(data);
    MPI_Finalize();
    return 0;
}
