#include <mpi.h>
#include <stdio.h>

int main(int argc, char *argv[]) {
    int id, np, in = -1, out;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &id);
    MPI_Comm_size(MPI_COMM_WORLD, &np);
    if (np % 2 != 0) {
        if (id == 0)
            printf("%d is odd, somebody would be left alone\n", np);
    } else {
        out = id;
        if (id % 2 == 0) {
            MPI_Recv(&in, 1, MPI_INT, id + 1, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
            MPI_Send(&out, 1, MPI_INT, id + 1, 0, MPI_COMM_WORLD);
        } else {
            MPI_Send(&out, 1, MPI_INT, id - 1, 0, MPI_COMM_WORLD);
            MPI_Recv(&in, 1, MPI_INT, id - 1, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
        }
        printf("P%d: sent=%d received=%d\n", id, out, in);
    }
    MPI_Finalize();
    return 0;
}
