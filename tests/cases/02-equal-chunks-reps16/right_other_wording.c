#include <mpi.h>
#include <stdio.h>
#define REPS 16

int main(int argc, char *argv[]) {
    int rank, size;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);

    if (size > REPS || REPS % size) {
        if (rank == 0)
            printf("Sorry: %d iterations cannot be shared equally by that many processes.\n", REPS);
    } else {
        int chunk = REPS / size;
        int first = rank * chunk;
        for (int k = 0; k < chunk; k++)
            printf("iteration %d done by rank %d\n", first + k, rank);
    }
    MPI_Finalize();
    return 0;
}
