#include <mpi.h>
#include <stdio.h>

void show(int *a, int n) {
    int i;
    for (i = 0; i < n; i++) printf("%d ", a[i]);
    printf("\n");
}

int main(int argc, char *argv[]) {
    int rank, size, i, a[300], p[3], b[300];
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    if (rank == 0) {
        for (i = 0; i < 3 * size; i++) a[i] = i + 1;
        printf("master %d/%d created: ", rank, size);
        show(a, 3 * size);
    } else {
        printf("worker %d/%d begins with None\n", rank, size);
    }
    MPI_Scatter(a, 3, MPI_INT, p, 3, MPI_INT, 0, MPI_COMM_WORLD);
    if (rank == 0) {
        printf("master %d/%d original after Scatter: ", rank, size);
        show(a, 3 * size);
    }
    printf("process %d/%d part after Scatter: ", rank, size);
    show(p, 3);
    for (i = 0; i < 3; i++) p[i] = p[i] * 10;
    printf("process %d/%d part after work: ", rank, size);
    show(p, 3);
    MPI_Gather(p, 3, MPI_INT, b, 3, MPI_INT, 0, MPI_COMM_WORLD);
    if (rank == 0) {
        printf("master %d/%d new array after Gather: ", rank, size);
        show(b, 3 * size);
    }
    MPI_Finalize();
    return 0;
}
