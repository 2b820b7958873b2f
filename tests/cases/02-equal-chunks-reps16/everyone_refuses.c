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
    if (REPS % size != 0 || size > REPS) {
        printf("Please run with number of processes divisible by and less than or equal to %d.\n", REPS);
    } else {
        int chunk = REPS / size;
        for (i = rank * chunk; i < (rank + 1) * chunk; i++)
            printf("On %s: Process %d is performing iteration %d\n", host, rank, i);
    }
    MPI_Finalize();
    return 0;
}
