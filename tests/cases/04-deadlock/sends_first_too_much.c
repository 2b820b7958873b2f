/* Everyone sends first, and sends so much that no buffer holds it: deadlocks without luck. */
#include <mpi.h>
#include <stdio.h>

#define COUNT 1000000

static int out[COUNT], in[COUNT];

int main(int argc, char *argv[]) {
    int rank, size, length, partner;
    char host[MPI_MAX_PROCESSOR_NAME];
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    MPI_Get_processor_name(host, &length);
    if (size % 2 == 0) {
        out[0] = rank;
        partner = (rank % 2 == 0) ? rank + 1 : rank - 1;
        MPI_Send(out, COUNT, MPI_INT, partner, 0, MPI_COMM_WORLD);
        MPI_Recv(in, COUNT, MPI_INT, partner, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
        printf("Process %d of %d on %s computed %d and received %d\n", rank, size, host, out[0],
               in[0]);
    } else if (rank == 0) {
        printf("Please run this program with the number of processes positive and even\n");
    }
    MPI_Finalize();
    return 0;
}
