#include <mpi.h>
#include <stdio.h>

int main(int argc, char *argv[]) {
    int rank, size, got;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);

    if (size % 2 == 1) {
        if (rank == 0)
            printf("I need an even number of processes!\n");
    } else if (rank % 2 == 1) {
        MPI_Send(&rank, 1, MPI_INT, rank - 1, 0, MPI_COMM_WORLD);
        MPI_Recv(&got, 1, MPI_INT, rank - 1, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
        printf("Rank %d of %d: I sent %d, I got %d\n", rank, size, rank, got);
    } else {
        MPI_Recv(&got, 1, MPI_INT, rank + 1, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
        MPI_Send(&rank, 1, MPI_INT, rank + 1, 0, MPI_COMM_WORLD);
        printf("Rank %d of %d: I sent %d, I got %d\n", rank, size, rank, got);
    }
    MPI_Finalize();
    return 0;
}
