#include <mpi.h>
#include <stdio.h>

int main(int argc, char *argv[]) {
    int rank, size, len, sent, received;
    char host[MPI_MAX_PROCESSOR_NAME];
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    MPI_Get_processor_name(host, &len);
    if (size % 2 == 0) {
        sent = rank;
        if (rank % 2 == 1) {
            MPI_Send(&sent, 1, MPI_INT, rank - 1, 0, MPI_COMM_WORLD);
            MPI_Recv(&received, 1, MPI_INT, rank - 1, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
        } else {
            MPI_Recv(&received, 1, MPI_INT, rank + 1, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
            MPI_Send(&sent, 1, MPI_INT, rank + 1, 0, MPI_COMM_WORLD);
        }
        printf("Process %d of %d on %s computed %d and received %d\n", rank, size, host, sent, sent);
    } else if (rank == 0) {
        printf("Please run this program with the number of processes positive and even\n");
    }
    MPI_Finalize();
    return 0;
}
