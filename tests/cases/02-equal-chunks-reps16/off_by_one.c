/* <= at the end of the chunk: each process also performs the first iteration of the next chunk. */
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
    if (REPS % size == 0 && size <= REPS) {
        int chunk = REPS / size;
        int start = rank * chunk;
        int stop = start + chunk;
        for (i = start; i <= stop; i++)
            printf("On %s: Process %d is performing iteration %d\n", host, rank, i);
    } else if (rank == 0) {
        printf("Please run with number of processes divisible by and less than or equal to %d.\n", REPS);
    }
    MPI_Finalize();
    return 0;
}
