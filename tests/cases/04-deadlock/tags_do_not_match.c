/* The order is right, but odd ranks send with tag 1 what even ranks wait for with tag 2. */
#include <mpi.h>
#include <stdio.h>

int main(int argc, char *argv[]) {
    int rank, size, length, received;
    char host[MPI_MAX_PROCESSOR_NAME];
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    MPI_Get_processor_name(host, &length);
    if (size % 2 == 0) {
        if (rank % 2 == 0) {
            MPI_Recv(&received, 1, MPI_INT, rank + 1, 2, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
            MPI_Send(&rank, 1, MPI_INT, rank + 1, 1, MPI_COMM_WORLD);
        } else {
            MPI_Send(&rank, 1, MPI_INT, rank - 1, 1, MPI_COMM_WORLD);
            MPI_Recv(&received, 1, MPI_INT, rank - 1, 2, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
        }
        printf("Process %d of %d on %s computed %d and received %d\n", rank, size, host, rank,
               received);
    } else if (rank == 0) {
        printf("Please run this program with the number of processes positive and even\n");
    }
    MPI_Finalize();
    return 0;
}
