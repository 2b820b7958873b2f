/* Reduces to rank 1 and prints at rank 0. */
#include <mpi.h>
#include <stdio.h>

int main(int argc, char *argv[]) {
    int rank, size, square, sum = 0, max = 0;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    square = (rank + 1) * (rank + 1);
    MPI_Reduce(&square, &sum, 1, MPI_INT, MPI_SUM, size > 1 ? 1 : 0, MPI_COMM_WORLD);
    MPI_Reduce(&square, &max, 1, MPI_INT, MPI_MAX, size > 1 ? 1 : 0, MPI_COMM_WORLD);
    if (rank == 0) {
        printf("The sum of the squares is %d\n", sum);
        printf("The max of the squares is %d\n", max);
    }
    MPI_Finalize();
    return 0;
}
