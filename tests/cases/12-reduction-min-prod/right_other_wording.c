#include <mpi.h>
#include <stdio.h>

int main(int argc, char *argv[]) {
    int r, sq, m, p;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &r);
    sq = (1 + r) * (1 + r);
    MPI_Reduce(&sq, &m, 1, MPI_INT, MPI_MIN, 0, MPI_COMM_WORLD);
    MPI_Reduce(&sq, &p, 1, MPI_INT, MPI_PROD, 0, MPI_COMM_WORLD);
    if (r == 0)
        printf("minimum = %d, product = %d\n", m, p);
    MPI_Finalize();
    return 0;
}
