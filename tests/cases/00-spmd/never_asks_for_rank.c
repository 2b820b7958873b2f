/* Rank and size are never asked for, so every process keeps the starting values. */
#include <mpi.h>
#include <stdio.h>

int main(int argc, char *argv[]) {
    int rank = 0, size = 1, len;
    char host[MPI_MAX_PROCESSOR_NAME];
    MPI_Init(&argc, &argv);
    MPI_Get_processor_name(host, &len);
    printf("Greetings from process %d of %d on %s\n", rank, size, host);
    MPI_Finalize();
    return 0;
}
