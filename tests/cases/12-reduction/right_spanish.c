#include <mpi.h>
#include <stdio.h>

int main(int argc, char *argv[]) {
    int id, cuadrado, suma, maximo;

    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &id);

    cuadrado = (id + 1) * (id + 1);
    MPI_Reduce(&cuadrado, &suma, 1, MPI_INT, MPI_SUM, 0, MPI_COMM_WORLD);
    MPI_Reduce(&cuadrado, &maximo, 1, MPI_INT, MPI_MAX, 0, MPI_COMM_WORLD);

    if (id == 0) {
        printf("La suma de los cuadrados es %d\n", suma);
        printf("El máximo de los cuadrados es %d\n", maximo);
    }

    MPI_Finalize();
    return 0;
}
