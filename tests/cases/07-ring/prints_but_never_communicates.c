#include <mpi.h>
#include <stdio.h>

void print_numbers_below(int n) {
    printf("[");
    for (int i = 0; i < n; i++)
        printf("%s%d", i ? ", " : "", i);
    printf("]");
}

int main(int argc, char *argv[]) {
    int rank, size, len;
    char host[MPI_MAX_PROCESSOR_NAME];
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    MPI_Get_processor_name(host, &len);
    if (size == 1) {
        printf("Please run this program with the number of processes greater than 1\n");
    } else if (rank == 0) {
        printf("Master Process %d of %d on %s sent [0]\n", rank, size, host);
        printf("Master Process %d of %d on %s received ", rank, size, host);
        print_numbers_below(size);
        printf("\n");
    } else {
        printf("Worker Process %d of %d on %s received ", rank, size, host);
        print_numbers_below(rank);
        printf(" and sent ");
        print_numbers_below(rank + 1);
        printf("\n");
    }
    MPI_Finalize();
    return 0;
}
