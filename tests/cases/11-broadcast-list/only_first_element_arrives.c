/* Count 1 in MPI_Bcast: the rest of the list stays 0 at the workers. */
#include <mpi.h>
#include <stdio.h>

void print_list(int *a, int n) {
    printf("[");
    for (int i = 0; i < n; i++)
        printf("%s%d", i ? ", " : "", a[i]);
    printf("]");
}

int main(int argc, char *argv[]) {
    int rank, size, len, a[256] = {0};
    char host[MPI_MAX_PROCESSOR_NAME];
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    MPI_Get_processor_name(host, &len);
    if (size == 1) {
        printf("Please run this program with the number of processes greater than 1\n");
    } else {
        if (rank == 0) {
            for (int i = 0; i < size; i++)
                a[i] = i;
            printf("Master Process %d of %d on %s broadcasts ", rank, size, host);
            print_list(a, size);
        } else {
            printf("Worker Process %d of %d on %s starts with []", rank, size, host);
        }
        printf("\n");
        MPI_Bcast(a, 1, MPI_INT, 0, MPI_COMM_WORLD);
        printf("Process %d of %d on %s has ", rank, size, host);
        print_list(a, size);
        printf(" after the broadcast\n");
    }
    MPI_Finalize();
    return 0;
}
