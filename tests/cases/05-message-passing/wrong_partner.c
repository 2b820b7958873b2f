/* Passes the value on in a circle: right with 2 processes only. */
#include <mpi.h>
#include <stdio.h>

int main(int argc, char *argv[]) {
    int rank, size, len, got;
    char host[MPI_MAX_PROCESSOR_NAME];
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    MPI_Get_processor_name(host, &len);
    if (size % 2 == 0) {
        int to = (rank + 1) % size, from = (rank + size - 1) % size;
        if (rank % 2 == 1) {
            MPI_Send(&rank, 1, MPI_INT, to, 0, MPI_COMM_WORLD);
            MPI_Recv(&got, 1, MPI_INT, from, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
        } else {
            MPI_Recv(&got, 1, MPI_INT, from, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
            MPI_Send(&rank, 1, MPI_INT, to, 0, MPI_COMM_WORLD);
        }
        printf("Process %d of %d on %s computed %d and received %d\n", rank, size, host, rank, got);
    } else if (rank == 0) {
        printf("Please run this program with the number of processes positive and even\n");
    }
    MPI_Finalize();
    return 0;
}
