#include <mpi.h>
#include <stdio.h>

int main(int argc, char **argv) {
    int rank, size, i;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    for (i = rank; i < 8; i += size)
        printf("Process %d is performing iteration %d\n", rank, i);
    MPI_Finalize();
    return 0;
}
