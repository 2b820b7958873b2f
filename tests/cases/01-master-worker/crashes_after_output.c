#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char *argv[]) {
    int rank, size, len;
    char host[MPI_MAX_PROCESSOR_NAME];
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    MPI_Get_processor_name(host, &len);
    if (rank == 0)
        printf("Greetings from the master, %d of %d on %s\n", rank, size, host);
    else
        printf("Greetings from a worker, %d of %d on %s\n", rank, size, host);
    fflush(stdout);
    if (rank == 0) {
        int *list = NULL;
        list[rank] = size;
    }
    MPI_Finalize();
    return 0;
}
