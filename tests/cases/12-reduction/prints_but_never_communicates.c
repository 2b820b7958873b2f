#include <mpi.h>
#include <stdio.h>

int main(int argc, char *argv[]) {
    int rank, size, sum = 0;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    for (int i = 1; i <= size; i++)
        sum += i * i;
    if (rank == 0) {
        printf("The sum of the squares is %d\n", sum);
        printf("The max of the squares is %d\n", size * size);
    }
    MPI_Finalize();
    return 0;
}
