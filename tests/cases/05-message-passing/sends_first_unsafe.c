/* Everyone sends first: works only while the message fits the library's buffers. */
#include <mpi.h>
#include <stdio.h>

int main(int argc, char *argv[]) {
    int rank, size, len, got, partner;
    char host[MPI_MAX_PROCESSOR_NAME];
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    MPI_Get_processor_name(host, &len);
    if (size % 2 == 0) {
        partner = rank % 2 ? rank - 1 : rank + 1;
        MPI_Send(&rank, 1, MPI_INT, partner, 0, MPI_COMM_WORLD);
        MPI_Recv(&got, 1, MPI_INT, partner, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
        printf("Process %d of %d on %s computed %d and received %d\n", rank, size, host, rank, got);
    } else if (rank == 0) {
        printf("Please run this program with the number of processes positive and even\n");
    }
    MPI_Finalize();
    return 0;
}
