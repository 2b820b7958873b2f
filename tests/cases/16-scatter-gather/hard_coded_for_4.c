#include <mpi.h>
#include <stdio.h>

void dump(const int *v, int n) {
    printf("[");
    for (int i = 0; i < n; i++)
        printf("%s%d", i ? ", " : "", v[i]);
    printf("]\n");
}

int main(int argc, char *argv[]) {
    int rank, size, len, i, part[3], a[64], b[64] = {0};
    char h[MPI_MAX_PROCESSOR_NAME];
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    MPI_Get_processor_name(h, &len);
    if (rank == 0) {
        for (i = 0; i < 12; i++)
            a[i] = i + 1;
        printf("Master %d of %d on %s has created array: ", rank, size, h);
        dump(a, 12);
    } else {
        printf("Worker Process %d of %d on %s starts with None\n", rank, size, h);
    }
    MPI_Scatter(a, 3, MPI_INT, part, 3, MPI_INT, 0, MPI_COMM_WORLD);
    if (rank == 0) {
        printf("Master %d of %d on %s has original array after Scatter: ", rank, size, h);
        dump(a, 12);
    }
    printf("Process %d of %d on %s has smaller part after Scatter ", rank, size, h);
    dump(part, 3);
    for (i = 0; i < 3; i++)
        part[i] *= 10;
    printf("Process %d of %d on %s has smaller part after work ", rank, size, h);
    dump(part, 3);
    MPI_Gather(part, 3, MPI_INT, b, 3, MPI_INT, 0, MPI_COMM_WORLD);
    if (rank == 0) {
        printf("Master %d of %d on %s has new data array after Gather: ", rank, size, h);
        dump(b, 12);
    }
    MPI_Finalize();
    return 0;
}
