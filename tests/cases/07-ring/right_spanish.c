#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>

static void imprimirLista(int *lista, int n) {
    printf("[");
    for (int i = 0; i < n; i++) {
        if (i > 0)
            printf(", ");
        printf("%d", lista[i]);
    }
    printf("]");
}

int main(int argc, char *argv[]) {
    int id, numProcesos, largo;
    char host[MPI_MAX_PROCESSOR_NAME];

    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &id);
    MPI_Comm_size(MPI_COMM_WORLD, &numProcesos);
    MPI_Get_processor_name(host, &largo);

    if (numProcesos > 1) {
        int *lista = malloc(numProcesos * sizeof(int));
        if (id == 0) {
            lista[0] = id;
            MPI_Send(lista, 1, MPI_INT, 1, 0, MPI_COMM_WORLD);
            printf("Proceso Maestro %d de %d en %s envió ", id, numProcesos, host);
            imprimirLista(lista, 1);
            printf("\n");
            MPI_Recv(lista, numProcesos, MPI_INT, numProcesos - 1, 0, MPI_COMM_WORLD,
                     MPI_STATUS_IGNORE);
            printf("Proceso Maestro %d de %d en %s recibió ", id, numProcesos, host);
            imprimirLista(lista, numProcesos);
            printf("\n");
        } else {
            /* el proceso id recibe una lista de id elementos */
            MPI_Recv(lista, id, MPI_INT, id - 1, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
            lista[id] = id;
            MPI_Send(lista, id + 1, MPI_INT, (id + 1) % numProcesos, 0, MPI_COMM_WORLD);
            printf("Proceso Trabajador %d de %d en %s recibió ", id, numProcesos, host);
            imprimirLista(lista, id);
            printf(" y envió ");
            imprimirLista(lista, id + 1);
            printf("\n");
        }
        free(lista);
    } else {
        printf("Por favor ejecute este programa con un número de procesos mayor que 1\n");
    }

    MPI_Finalize();
    return 0;
}
