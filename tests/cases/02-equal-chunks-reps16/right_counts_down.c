/* Counts down: the order within a process was never asked for. */
#include <mpi.h>
#include <stdio.h>
#define REPS 16

int main(int argc, char *argv[]) {
    MPI_Init(&argc, &argv);
    int rank, size, len;
    char host[MPI_MAX_PROCESSOR_NAME];
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    MPI_Get_processor_name(host, &len);
    const int reps = REPS;
    if (size <= reps && reps % size == 0) {
        int chunk = reps / size;
        for (int i = (rank + 1) * chunk - 1; i >= rank * chunk; i--)
            printf("On %s: Process %d is performing iteration %d\n", host, rank, i);
    } else if (rank == 0)
        printf("Please run with number of processes divisible by and less than or equal to %d.\n", reps);
    MPI_Finalize();
    return 0;
}
