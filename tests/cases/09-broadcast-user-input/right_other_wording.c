#include <mpi.h>
#include <stdio.h>
#include <string.h>

int main(int argc, char *argv[]) {
    int rank, size;
    char msg[2000] = "No data";
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    if (size == 1) {
        printf("You need some workers: start more than one process\n");
    } else if (argc != 2) {
        if (rank == 0)
            printf("Usage: %s \"some text\"\n", argv[0]);
    } else {
        if (rank == 0) {
            strcpy(msg, argv[1]);
            printf("master (%d of %d) sends \"%s\"\n", rank, size, msg);
        } else {
            printf("worker (%d of %d) before broadcast: \"%s\"\n", rank, size, msg);
        }
        MPI_Bcast(msg, 2000, MPI_CHAR, 0, MPI_COMM_WORLD);
        printf("(%d of %d) after broadcast: \"%s\"\n", rank, size, msg);
    }
    MPI_Finalize();
    return 0;
}
