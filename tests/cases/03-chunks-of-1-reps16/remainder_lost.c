/* Everyone does REPS / size rounds; with 3 processes nobody performs iteration 15. */
#include <mpi.h>
#include <stdio.h>
#define REPS 16

int main(int argc, char *argv[]) {
    int rank, size, len, round;
    char host[MPI_MAX_PROCESSOR_NAME];
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    MPI_Get_processor_name(host, &len);
    if (size > REPS) {
        if (rank == 0)
            printf("Please run with number of processes less than or equal to %d.\n", REPS);
    } else {
        for (round = 0; round < REPS / size; round++)
            printf("On %s: Process %d is performing iteration %d\n", host, rank,
                   rank + round * size);
    }
    MPI_Finalize();
    return 0;
}
