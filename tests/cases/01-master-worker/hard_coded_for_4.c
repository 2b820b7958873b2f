#include <mpi.h>
#include <stdio.h>

int main(int argc, char *argv[]) {
    int rank, len;
    char host[MPI_MAX_PROCESSOR_NAME];
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Get_processor_name(host, &len);
    if (rank == 0)
        printf("Greetings from the master, 0 of 4 on %s\n", host);
    if (rank == 1 || rank == 2 || rank == 3)
        printf("Greetings from a worker, %d of 4 on %s\n", rank, host);
    MPI_Finalize();
    return 0;
}
