#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>

#define SMALL_LIST_SIZE 5

static void imprimir(const int *lista) {
    printf("[");
    for (int i = 0; i < SMALL_LIST_SIZE; i++)
        printf("%s%d", i ? ", " : "", lista[i]);
    printf("]");
}

int main(int argc, char *argv[]) {
    int id, total, largo, propia[SMALL_LIST_SIZE], *todas = NULL;
    char host[MPI_MAX_PROCESSOR_NAME];

    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &id);
    MPI_Comm_size(MPI_COMM_WORLD, &total);
    MPI_Get_processor_name(host, &largo);

    for (int i = 0; i < SMALL_LIST_SIZE; i++)
        propia[i] = (i + 1) * 10 * id;
    printf("Proceso %d de %d en %s comienza con ", id, total, host);
    imprimir(propia);
    printf("\n");

    if (id == 0)
        todas = malloc(total * SMALL_LIST_SIZE * sizeof(int));
    MPI_Gather(propia, SMALL_LIST_SIZE, MPI_INT, todas, SMALL_LIST_SIZE, MPI_INT, 0,
               MPI_COMM_WORLD);
    if (id == 0) {
        printf("Proceso %d de %d en %s tiene como resultado del gather [", id, total, host);
        for (int i = 0; i < total; i++) {
            printf("%s", i ? ", " : "");
            imprimir(&todas[i * SMALL_LIST_SIZE]);
        }
        printf("]\n");
        free(todas);
    }
    MPI_Finalize();
    return 0;
}
