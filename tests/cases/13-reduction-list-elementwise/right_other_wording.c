#include <mpi.h>
#include <stdio.h>

int main(int argc, char *argv[]) {
    int r, i, a[5], mx[5], sm[5];
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &r);
    for (i = 0; i < 5; i++) a[i] = r * (i + 1);
    MPI_Reduce(a, mx, 5, MPI_INT, MPI_MAX, 0, MPI_COMM_WORLD);
    MPI_Reduce(a, sm, 5, MPI_INT, MPI_SUM, 0, MPI_COMM_WORLD);
    if (r == 0) {
        printf("max: ");
        for (i = 0; i < 5; i++) printf("%d ", mx[i]);
        printf("\nsum: ");
        for (i = 0; i < 5; i++) printf("%d ", sm[i]);
        printf("\n");
    }
    MPI_Finalize();
    return 0;
}
