#include <mpi.h>
#include <stdio.h>

int main(int argc, char *argv[]) {
    int rank, size, i, a[100];
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    if (size == 1) {
        printf("Start me with 2 or more processes\n");
        MPI_Finalize();
        return 0;
    }
    if (rank == 0) {
        printf("I am master, rank %d of %d, my list: { ", rank, size);
        for (i = 0; i < size; i++) {
            a[i] = i;
            printf("%d ", a[i]);
        }
        printf("}\n");
    } else
        printf("I am worker, rank %d of %d, my list: { }\n", rank, size);
    MPI_Bcast(a, size, MPI_INT, 0, MPI_COMM_WORLD);
    printf("After broadcast, rank %d of %d: { ", rank, size);
    for (i = 0; i < size; i++) printf("%d ", a[i]);
    printf("}\n");
    MPI_Finalize();
    return 0;
}
