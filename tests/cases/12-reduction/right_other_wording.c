#include <mpi.h>
#include <stdio.h>

int main(int argc, char *argv[]) {
    int r, sq, s, m;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &r);
    sq = (1 + r) * (1 + r);
    MPI_Reduce(&sq, &s, 1, MPI_INT, MPI_SUM, 0, MPI_COMM_WORLD);
    MPI_Reduce(&sq, &m, 1, MPI_INT, MPI_MAX, 0, MPI_COMM_WORLD);
    if (r == 0)
        printf("sum = %d, maximum = %d\n", s, m);
    MPI_Finalize();
    return 0;
}
