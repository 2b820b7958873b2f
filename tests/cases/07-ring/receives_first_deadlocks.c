/* The master, too, waits for the list before it sends one. */
#include <mpi.h>
#include <stdio.h>

void print_list(int *a, int n) {
    printf("[");
    for (int i = 0; i < n; i++)
        printf("%s%d", i ? ", " : "", a[i]);
    printf("]");
}

int main(int argc, char *argv[]) {
    int rank, size, len, list[256], n = 0;
    char host[MPI_MAX_PROCESSOR_NAME];
    MPI_Status status;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    MPI_Get_processor_name(host, &len);
    if (size == 1) {
        printf("Please run this program with the number of processes greater than 1\n");
        MPI_Finalize();
        return 0;
    }
    MPI_Recv(list, 256, MPI_INT, (rank + size - 1) % size, 0, MPI_COMM_WORLD, &status);
    MPI_Get_count(&status, MPI_INT, &n);
    printf("%s Process %d of %d on %s received ", rank ? "Worker" : "Master", rank, size, host);
    print_list(list, n);
    list[n] = rank;
    MPI_Send(list, n + 1, MPI_INT, (rank + 1) % size, 0, MPI_COMM_WORLD);
    printf(" and sent ");
    print_list(list, n + 1);
    printf("\n");
    MPI_Finalize();
    return 0;
}
