/* Even ranks only receive and odd ranks only send; odd ranks print what was never written. */
#include <mpi.h>
#include <stdio.h>

int main(int argc, char *argv[]) {
    int rank, size, len;
    volatile int received[1]; /* never filled at odd ranks */
    int value;
    char host[MPI_MAX_PROCESSOR_NAME];
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    MPI_Get_processor_name(host, &len);
    if (size % 2 == 0) {
        if (rank % 2 == 1) {
            MPI_Send(&rank, 1, MPI_INT, rank - 1, 0, MPI_COMM_WORLD);
        } else {
            MPI_Recv(&value, 1, MPI_INT, rank + 1, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
            received[0] = value;
        }
        printf("Process %d of %d on %s computed %d and received %d\n", rank, size, host, rank,
               received[0]);
    } else if (rank == 0) {
        printf("Please run this program with the number of processes positive and even\n");
    }
    MPI_Finalize();
    return 0;
}
