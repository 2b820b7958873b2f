#include <mpi.h>
#include <stdio.h>

void show(int *a, int n) {
    int i;
    printf("{");
    for (i = 0; i < n; i++) {
        if (i % 3 == 0) printf(" {");
        printf(" %d", a[i]);
        if (i % 3 == 2) printf(" }");
    }
    printf(" }\n");
}

int main(int argc, char *argv[]) {
    int rank, size, i, all[300], part[3];
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    if (rank == 0) {
        for (i = 0; i < 3 * size; i++) all[i] = (i / 3 + 1) * (i % 3 + 1);
        printf("rank %d (master) of %d made: ", rank, size);
        show(all, 3 * size);
    } else
        printf("rank %d (worker) of %d has nothing yet: None\n", rank, size);
    MPI_Scatter(all, 3, MPI_INT, part, 3, MPI_INT, 0, MPI_COMM_WORLD);
    printf("rank %d of %d got: { %d %d %d }\n", rank, size, part[0], part[1], part[2]);
    if (rank == 0) {
        printf("rank %d (master) of %d still has the original: ", rank, size);
        show(all, 3 * size);
    }
    MPI_Finalize();
    return 0;
}
