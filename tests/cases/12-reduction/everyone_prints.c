/* Every process prints its result variables, which have a meaning at the root only. */
#include <mpi.h>
#include <stdio.h>

int main(int argc, char *argv[]) {
    int rank, square, sum = 0, max = 0;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    square = (rank + 1) * (rank + 1);
    MPI_Reduce(&square, &sum, 1, MPI_INT, MPI_SUM, 0, MPI_COMM_WORLD);
    MPI_Reduce(&square, &max, 1, MPI_INT, MPI_MAX, 0, MPI_COMM_WORLD);
    printf("The sum of the squares is %d\n", sum);
    printf("The max of the squares is %d\n", max);
    MPI_Finalize();
    return 0;
}
