#include <mpi.h>
#include <stdio.h>

int main(int argc, char *argv[]) {
    int rank, i, a[5], mx[5], sm[5];
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    for (i = 0; i < 5; i++)
        a[i] = rank * (i + 1);
    MPI_Reduce(a, mx, 5, MPI_INT, MPI_SUM, 0, MPI_COMM_WORLD);
    MPI_Reduce(a, sm, 5, MPI_INT, MPI_MAX, 0, MPI_COMM_WORLD);
    if (rank == 0) {
        printf("The resulting reduce max list is [%d, %d, %d, %d, %d]\n", mx[0], mx[1], mx[2], mx[3], mx[4]);
        printf("The resulting reduce sum list is [%d, %d, %d, %d, %d]\n", sm[0], sm[1], sm[2], sm[3], sm[4]);
    }
    MPI_Finalize();
    return 0;
}
