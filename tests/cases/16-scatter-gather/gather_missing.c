/* The master multiplies its own array by ten; the workers' results are never asked for. */
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>

void dump(const int *v, int n) {
    printf("[");
    for (int i = 0; i < n; i++)
        printf("%s%d", i ? ", " : "", v[i]);
    printf("]\n");
}

int main(int argc, char *argv[]) {
    int rank, size, len, i, part[3], *a = NULL;
    char h[MPI_MAX_PROCESSOR_NAME];
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    MPI_Get_processor_name(h, &len);
    if (rank == 0) {
        a = malloc(3 * size * sizeof(int));
        for (i = 0; i < 3 * size; i++)
            a[i] = i + 1;
        printf("Master %d of %d on %s has created array: ", rank, size, h);
        dump(a, 3 * size);
    } else {
        printf("Worker Process %d of %d on %s starts with None\n", rank, size, h);
    }
    MPI_Scatter(a, 3, MPI_INT, part, 3, MPI_INT, 0, MPI_COMM_WORLD);
    if (rank == 0) {
        printf("Master %d of %d on %s has original array after Scatter: ", rank, size, h);
        dump(a, 3 * size);
    }
    printf("Process %d of %d on %s has smaller part after Scatter ", rank, size, h);
    dump(part, 3);
    for (i = 0; i < 3; i++)
        part[i] *= 10;
    printf("Process %d of %d on %s has smaller part after work ", rank, size, h);
    dump(part, 3);
    if (rank == 0) {
        for (i = 0; i < 3 * size; i++)
            a[i] *= 10;
        printf("Master %d of %d on %s has new data array after Gather: ", rank, size, h);
        dump(a, 3 * size);
    }
    MPI_Finalize();
    return 0;
}
