#include <mpi.h>
#include <stdio.h>

int main(int argc, char *argv[]) {
    int id, cuadrado, minimo, producto;

    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &id);

    cuadrado = (id + 1) * (id + 1);
    MPI_Reduce(&cuadrado, &minimo, 1, MPI_INT, MPI_MIN, 0, MPI_COMM_WORLD);
    MPI_Reduce(&cuadrado, &producto, 1, MPI_INT, MPI_PROD, 0, MPI_COMM_WORLD);

    if (id == 0) {
        printf("El mínimo de los cuadrados es %d\n", minimo);
        printf("El producto de los cuadrados es %d\n", producto);
    }

    MPI_Finalize();
    return 0;
}
