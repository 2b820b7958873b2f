#include <mpi.h>
#include <stdio.h>

#define TAMANO 5

static void imprimir(const char *operacion, const int *lista) {
    printf("La lista resultante de la reducción %s es [", operacion);
    for (int i = 0; i < TAMANO; i++)
        printf("%s%d", i ? ", " : "", lista[i]);
    printf("]\n");
}

int main(int argc, char *argv[]) {
    int id, propia[TAMANO], maximo[TAMANO], suma[TAMANO];

    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &id);
    for (int i = 0; i < TAMANO; i++)
        propia[i] = id * (i + 1);

    MPI_Reduce(propia, maximo, TAMANO, MPI_INT, MPI_MAX, 0, MPI_COMM_WORLD);
    MPI_Reduce(propia, suma, TAMANO, MPI_INT, MPI_SUM, 0, MPI_COMM_WORLD);

    if (id == 0) {
        imprimir("max", maximo);
        imprimir("sum", suma);
    }
    MPI_Finalize();
    return 0;
}
