#include <mpi.h>
#include <stdio.h>

int main(int argc, char *argv[]) {
    MPI_Init(&argc, &argv);
    int myid, np;
    MPI_Comm_rank(MPI_COMM_WORLD, &myid);
    MPI_Comm_size(MPI_COMM_WORLD, &np);
    char processor[MPI_MAX_PROCESSOR_NAME];
    int n;
    MPI_Get_processor_name(processor, &n);
    printf("%s says: hello world! I am number %d and we are %d in all\n", processor, myid, np);
    MPI_Finalize();
    return 0;
}
