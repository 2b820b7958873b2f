#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(int argc, char *argv[]) {
    int rank, size, len;
    char *copy = NULL;
    char host[MPI_MAX_PROCESSOR_NAME];
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    MPI_Get_processor_name(host, &len);
    printf("Greetings from process %d of %d on %s\n", rank, size, host);
    fflush(stdout);
    strcpy(copy, host); /* never allocated */
    MPI_Finalize();
    return 0;
}
