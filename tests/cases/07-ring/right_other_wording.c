#include <mpi.h>
#include <stdio.h>

void lista(int *a, int n) {
    int i;
    printf("{");
    for (i = 0; i < n; i++) printf(" %d", a[i]);
    printf(" }");
}

int main(int argc, char *argv[]) {
    int rank, size, n, a[128];
    MPI_Status st;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    if (size == 1) {
        printf("A ring needs at least two of us.\n");
    } else if (rank == 0) {
        a[0] = 0;
        MPI_Send(a, 1, MPI_INT, 1, 0, MPI_COMM_WORLD);
        printf("rank %d/%d: sending ", rank, size);
        lista(a, 1);
        printf("\n");
        MPI_Recv(a, 128, MPI_INT, size - 1, 0, MPI_COMM_WORLD, &st);
        MPI_Get_count(&st, MPI_INT, &n);
        printf("rank %d/%d: receiving ", rank, size);
        lista(a, n);
        printf("\n");
    } else {
        MPI_Recv(a, 128, MPI_INT, rank - 1, 0, MPI_COMM_WORLD, &st);
        MPI_Get_count(&st, MPI_INT, &n);
        printf("rank %d/%d: receiving ", rank, size);
        lista(a, n);
        a[n] = rank;
        MPI_Send(a, n + 1, MPI_INT, (rank + 1) % size, 0, MPI_COMM_WORLD);
        printf(", sending ");
        lista(a, n + 1);
        printf("\n");
    }
    MPI_Finalize();
    return 0;
}
