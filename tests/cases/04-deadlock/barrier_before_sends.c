/* A barrier between the receives and the sends does not help: nobody gets to it. */
#include <mpi.h>
#include <stdio.h>

int main(int argc, char *argv[]) {
    int rank, size, length, sent, received, partner;
    char host[MPI_MAX_PROCESSOR_NAME];
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    MPI_Get_processor_name(host, &length);
    if (size % 2 == 0) {
        sent = rank;
        partner = (rank % 2 == 0) ? rank + 1 : rank - 1;
        MPI_Recv(&received, 1, MPI_INT, partner, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
        MPI_Barrier(MPI_COMM_WORLD);
        MPI_Send(&sent, 1, MPI_INT, partner, 0, MPI_COMM_WORLD);
        printf("Process %d of %d on %s computed %d and received %d\n", rank, size, host, sent,
               received);
    } else if (rank == 0) {
        printf("Please run this program with the number of processes positive and even\n");
    }
    MPI_Finalize();
    return 0;
}
