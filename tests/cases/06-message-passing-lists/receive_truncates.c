/* Room for four numbers where eight arrive: MPI ends the program with an error. */
#include <mpi.h>
#include <stdio.h>

void print_list(int *a, int n) {
    printf("[");
    for (int i = 0; i < n; i++)
        printf("%s%d", i ? ", " : "", a[i]);
    printf("]");
}

int main(int argc, char *argv[]) {
    int rank, size, len, a[8], b[4];
    char host[MPI_MAX_PROCESSOR_NAME];
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    MPI_Get_processor_name(host, &len);
    if (size % 2 == 0) {
        for (int i = 0; i < 8; i++)
            a[i] = rank + i;
        if (rank % 2) {
            MPI_Send(a, 8, MPI_INT, rank - 1, 0, MPI_COMM_WORLD);
            MPI_Recv(b, 4, MPI_INT, rank - 1, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
        } else {
            MPI_Recv(b, 4, MPI_INT, rank + 1, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
            MPI_Send(a, 8, MPI_INT, rank + 1, 0, MPI_COMM_WORLD);
        }
        printf("Process %d of %d on %s computed ", rank, size, host);
        print_list(a, 8);
        printf(" and received ");
        print_list(b, 4);
        printf("\n");
    } else if (rank == 0) {
        printf("Please run this program with the number of processes positive and even\n");
    }
    MPI_Finalize();
    return 0;
}
