#include <mpi.h>
#include <stdio.h>
#define REPS 16

int main(int argc, char *argv[]) {
    int rank, size, len, i;
    char host[MPI_MAX_PROCESSOR_NAME];
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    MPI_Get_processor_name(host, &len);
    if (size <= REPS) {
        for (i = rank + 1; i <= REPS; i += size)
            printf("On %s: Process %d is performing iteration %d\n", host, rank, i);
    } else if (rank == 0) {
        printf("Please run with number of processes less than or equal to %d.\n", REPS);
    }
    MPI_Finalize();
    return 0;
}
