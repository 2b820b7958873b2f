#include <mpi.h>
#include <stdio.h>
#define REPS 16

int main(int argc, char *argv[]) {
    int rank, size, i;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);

    if (size > REPS) {
        if (rank == 0)
            fprintf(stdout, "Error, too many processes! %d are enough.\n", REPS);
        MPI_Finalize();
        return 0;
    }
    for (i = rank; i < REPS; i = i + size)
        printf("rank %d --> i = %d\n", rank, i);
    MPI_Finalize();
    return 0;
}
