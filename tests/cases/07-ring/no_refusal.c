/* Alone, rank 0 would send to rank 1, which does not exist. */
#include <mpi.h>
#include <stdio.h>

void print_list(int *a, int n) {
    printf("[");
    for (int i = 0; i < n; i++)
        printf("%s%d", i ? ", " : "", a[i]);
    printf("]");
}

int main(int argc, char *argv[]) {
    int rank, size, len, list[256];
    char host[MPI_MAX_PROCESSOR_NAME];
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    MPI_Get_processor_name(host, &len);
    if (rank == 0) {
        list[0] = 0;
        MPI_Send(list, 1, MPI_INT, 1, 0, MPI_COMM_WORLD);
        printf("Master Process %d of %d on %s sent ", rank, size, host);
        print_list(list, 1);
        printf("\n");
        MPI_Recv(list, size, MPI_INT, size - 1, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
        printf("Master Process %d of %d on %s received ", rank, size, host);
        print_list(list, size);
        printf("\n");
    } else {
        MPI_Recv(list, rank, MPI_INT, rank - 1, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
        printf("Worker Process %d of %d on %s received ", rank, size, host);
        print_list(list, rank);
        list[rank] = rank;
        MPI_Send(list, rank + 1, MPI_INT, (rank + 1) % size, 0, MPI_COMM_WORLD);
        printf(" and sent ");
        print_list(list, rank + 1);
        printf("\n");
    }
    MPI_Finalize();
    return 0;
}
