/* The count of the root is that of the whole in place of one part: it deals out what it does not have. */
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
    int rank, size, len, part[3] = {0}, *data = NULL;
    char host[MPI_MAX_PROCESSOR_NAME];
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    MPI_Get_processor_name(host, &len);
    if (rank == 0) {
        data = malloc(3 * size * sizeof(int));
        for (int i = 0; i < 3 * size; i++)
            data[i] = (i / 3 + 1) * (i % 3 + 1);
        printf("Master %d of %d on %s has created list: ", rank, size, host);
        show(data, size);
    } else {
        printf("Worker Process %d of %d on %s starts with None\n", rank, size, host);
    }
    MPI_Scatter(data, 3 * size, MPI_INT, part, 3, MPI_INT, 0, MPI_COMM_WORLD);
    printf("Process %d of %d on %s has result after scatter [%d, %d, %d]\n", rank, size, host,
           part[0], part[1], part[2]);
    if (rank == 0) {
        printf("Master %d of %d on %s has original list after scatter: ", rank, size, host);
        show(data, size);
    }
    MPI_Finalize();
    return 0;
}
