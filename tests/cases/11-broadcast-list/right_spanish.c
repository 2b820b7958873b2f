#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>

static void imprimirLista(const int *lista, int n) {
    printf("[");
    for (int i = 0; i < n; i++)
        printf("%s%d", i ? ", " : "", lista[i]);
    printf("]");
}

int main(int argc, char *argv[]) {
    int id, total, largo, n = 0;
    int *lista = NULL;
    char host[MPI_MAX_PROCESSOR_NAME];

    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &id);
    MPI_Comm_size(MPI_COMM_WORLD, &total);
    MPI_Get_processor_name(host, &largo);

    if (total > 1) {
        if (id == 0) {
            n = total;
            lista = malloc(n * sizeof(int));
            for (int i = 0; i < n; i++)
                lista[i] = i;
            printf("Proceso Maestro %d de %d en %s difunde ", id, total, host);
        } else {
            printf("Proceso Trabajador %d de %d en %s comienza con ", id, total, host);
        }
        imprimirLista(lista, n);
        printf("\n");
        MPI_Bcast(&n, 1, MPI_INT, 0, MPI_COMM_WORLD);
        if (id != 0)
            lista = malloc(n * sizeof(int));
        MPI_Bcast(lista, n, MPI_INT, 0, MPI_COMM_WORLD);
        printf("Proceso %d de %d en %s tiene ", id, total, host);
        imprimirLista(lista, n);
        printf(" después de la difusión\n");
        free(lista);
    } else {
        printf("Por favor ejecute este programa con un número de procesos mayor que 1\n");
    }

    MPI_Finalize();
    return 0;
}
