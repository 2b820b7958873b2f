#include <mpi.h>
#include <stdio.h>

void show(int *v) {
    int i;
    for (i = 0; i < 8; i++) printf("%d ", v[i]);
}

int main(int argc, char *argv[]) {
    int rank, size, i, a[8], b[8];
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    if (size % 2 == 1) {
        if (rank == 0)
            printf("Only with an even number of processes, please!\n");
        MPI_Finalize();
        return 0;
    }
    for (i = 0; i < 8; i++) a[i] = rank + i;
    if (rank % 2 == 1) {
        MPI_Send(a, 8, MPI_INT, rank - 1, 0, MPI_COMM_WORLD);
        MPI_Recv(b, 8, MPI_INT, rank - 1, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    } else {
        MPI_Recv(b, 8, MPI_INT, rank + 1, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
        MPI_Send(a, 8, MPI_INT, rank + 1, 0, MPI_COMM_WORLD);
    }
    printf("rank %d of %d sent: ", rank, size);
    show(a);
    printf("received: ");
    show(b);
    printf("\n");
    MPI_Finalize();
    return 0;
}
