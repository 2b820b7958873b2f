/* Without a string the master says so and finalises; the workers wait in MPI_Bcast for ever. */
#include <mpi.h>
#include <stdio.h>
#include <string.h>

int main(int argc, char *argv[]) {
    int rank, size, len;
    char host[MPI_MAX_PROCESSOR_NAME], data[1024] = "No data";
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    MPI_Get_processor_name(host, &len);
    if (size == 1) {
        printf("Please run this program with the number of processes greater than 1\n");
        MPI_Finalize();
        return 0;
    }
    if (rank == 0) {
        if (argc < 2) {
            printf("Please add a string to be broadcast from master to workers\n");
            MPI_Finalize();
            return 0;
        }
        strcpy(data, argv[1]);
        printf("Master Process %d of %d on %s broadcasts \"%s\"\n", rank, size, host, data);
    } else {
        printf("Worker Process %d of %d on %s starts with \"%s\"\n", rank, size, host, data);
    }
    MPI_Bcast(data, 1024, MPI_CHAR, 0, MPI_COMM_WORLD);
    printf("Process %d of %d on %s has \"%s\" after the broadcast\n", rank, size, host, data);
    MPI_Finalize();
    return 0;
}
