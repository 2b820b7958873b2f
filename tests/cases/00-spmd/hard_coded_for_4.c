#include <mpi.h>
#include <stdio.h>

int main(int argc, char *argv[]) {
    int rank, len;
    char host[MPI_MAX_PROCESSOR_NAME];
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Get_processor_name(host, &len);
    printf("Greetings from process %d of 4 on %s\n", rank, host);
    MPI_Finalize();
    return 0;
}
