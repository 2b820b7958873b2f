#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>

static void imprimirListas(const int *datos, int cantidad) {
    printf("[");
    for (int i = 0; i < cantidad; i++)
        printf("%s[%d, %d, %d]", i ? ", " : "", datos[3 * i], datos[3 * i + 1], datos[3 * i + 2]);
    printf("]\n");
}

int main(int argc, char *argv[]) {
    int id, total, largo, parte[3], *datos = NULL;
    char host[MPI_MAX_PROCESSOR_NAME];

    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &id);
    MPI_Comm_size(MPI_COMM_WORLD, &total);
    MPI_Get_processor_name(host, &largo);

    if (id == 0) {
        datos = malloc(3 * total * sizeof(int));
        for (int i = 0; i < 3 * total; i++)
            datos[i] = (i / 3 + 1) * (i % 3 + 1);
        printf("Maestro %d de %d en %s ha creado la lista: ", id, total, host);
        imprimirListas(datos, total);
    } else {
        printf("Proceso Trabajador %d de %d en %s comienza con None\n", id, total, host);
    }

    MPI_Scatter(datos, 3, MPI_INT, parte, 3, MPI_INT, 0, MPI_COMM_WORLD);
    printf("Proceso %d de %d en %s tiene como resultado del scatter [%d, %d, %d]\n", id, total,
           host, parte[0], parte[1], parte[2]);

    if (id == 0) {
        printf("Maestro %d de %d en %s tiene la lista original después del scatter: ", id, total,
               host);
        imprimirListas(datos, total);
        free(datos);
    }
    MPI_Finalize();
    return 0;
}
