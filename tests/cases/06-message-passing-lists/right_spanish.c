#include <mpi.h>
#include <stdio.h>

#define TAMANO 8

static void imprimir(const int *lista) {
    printf("[");
    for (int i = 0; i < TAMANO; i++)
        printf(i < TAMANO - 1 ? "%d, " : "%d]", lista[i]);
}

int main(int argc, char *argv[]) {
    int id, total, largo, enviada[TAMANO], recibida[TAMANO];
    char host[MPI_MAX_PROCESSOR_NAME];

    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &id);
    MPI_Comm_size(MPI_COMM_WORLD, &total);
    MPI_Get_processor_name(host, &largo);

    if (total % 2 == 0) {
        for (int i = 0; i < TAMANO; i++)
            enviada[i] = id + i;
        if (id % 2 == 1) {
            MPI_Send(enviada, TAMANO, MPI_INT, id - 1, 0, MPI_COMM_WORLD);
            MPI_Recv(recibida, TAMANO, MPI_INT, id - 1, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
        } else {
            MPI_Recv(recibida, TAMANO, MPI_INT, id + 1, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
            MPI_Send(enviada, TAMANO, MPI_INT, id + 1, 0, MPI_COMM_WORLD);
        }
        printf("El proceso %d de %d en %s calculó ", id, total, host);
        imprimir(enviada);
        printf(" y recibió ");
        imprimir(recibida);
        printf("\n");
    } else if (id == 0) {
        printf("Por favor, ejecute este programa con un número de procesos positivo y par\n");
    }

    MPI_Finalize();
    return 0;
}
