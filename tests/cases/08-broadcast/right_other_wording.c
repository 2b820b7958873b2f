#include <mpi.h>
#include <stdio.h>
#include <string.h>

#define N 3
struct item { char name[8]; int num; };

void show(struct item *d, int n) {
    int i;
    printf("{");
    for (i = 0; i < n; i++) printf(" %s:%d", d[i].name, d[i].num);
    printf(" }\n");
}

int main(int argc, char *argv[]) {
    int rank, size;
    struct item d[N] = {{"one", 1}, {"two", 2}, {"three", 3}};
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    if (size == 1) {
        printf("There is nobody to broadcast to!\n");
        MPI_Finalize();
        return 0;
    }
    if (rank != 0) memset(d, 0, sizeof d);
    if (rank == 0) {
        printf("rank %d of %d (master) sends to all: ", rank, size);
        show(d, N);
    } else {
        printf("rank %d of %d (worker) before: ", rank, size);
        show(d, 0);
    }
    MPI_Bcast(d, sizeof d, MPI_BYTE, 0, MPI_COMM_WORLD);
    printf("rank %d of %d, after broadcast: ", rank, size);
    show(d, N);
    MPI_Finalize();
    return 0;
}
