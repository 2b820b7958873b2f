#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>
#ifndef REPS
#define REPS 8
#endif

int main(int argc, char *argv[]) {
    int rank, size, len, i;
    char host[MPI_MAX_PROCESSOR_NAME];
    int *chunk = malloc(REPS * sizeof(int));
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    MPI_Get_processor_name(host, &len);
    if (REPS % size == 0 && size <= REPS) {
        int n = REPS / size;
        for (i = rank * n; i < (rank + 1) * n; i++)
            printf("On %s: Process %d is performing iteration %d\n", host, rank, chunk[i] = i);
        fflush(stdout);
    } else if (rank == 0) {
        printf("Please run with number of processes divisible by and less than or equal to %d.\n", REPS);
    }
    free(chunk);
    free(chunk); /* twice */
    MPI_Finalize();
    return 0;
}
