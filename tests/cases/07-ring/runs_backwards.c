/* Goes round the other way: 0, P-1, P-2 ... 1. The same with 2 processes. */
#include <mpi.h>
#include <stdio.h>

void print_list(int *a, int n) {
    printf("[");
    for (int i = 0; i < n; i++)
        printf("%s%d", i ? ", " : "", a[i]);
    printf("]");
}

int main(int argc, char *argv[]) {
    int rank, size, len, list[256], n;
    char host[MPI_MAX_PROCESSOR_NAME];
    MPI_Status status;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    MPI_Get_processor_name(host, &len);
    if (size == 1) {
        printf("Please run this program with the number of processes greater than 1\n");
    } else if (rank == 0) {
        list[0] = 0;
        MPI_Send(list, 1, MPI_INT, size - 1, 0, MPI_COMM_WORLD);
        printf("Master Process %d of %d on %s sent ", rank, size, host);
        print_list(list, 1);
        printf("\n");
        MPI_Recv(list, 256, MPI_INT, 1, 0, MPI_COMM_WORLD, &status);
        MPI_Get_count(&status, MPI_INT, &n);
        printf("Master Process %d of %d on %s received ", rank, size, host);
        print_list(list, n);
        printf("\n");
    } else {
        MPI_Recv(list, 256, MPI_INT, (rank + 1) % size, 0, MPI_COMM_WORLD, &status);
        MPI_Get_count(&status, MPI_INT, &n);
        printf("Worker Process %d of %d on %s received ", rank, size, host);
        print_list(list, n);
        list[n++] = rank;
        MPI_Send(list, n, MPI_INT, rank - 1, 0, MPI_COMM_WORLD);
        printf(" and sent ");
        print_list(list, n);
        printf("\n");
    }
    MPI_Finalize();
    return 0;
}
