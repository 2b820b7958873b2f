#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>

#define PARTE 3

static void imprimir(const int *v, int n) {
    printf("[");
    for (int i = 0; i < n; i++)
        printf("%s%d", i ? ", " : "", v[i]);
    printf("]\n");
}

int main(int argc, char *argv[]) {
    int id, total, largo, parte[PARTE], *datos = NULL, *nuevos = NULL;
    char host[MPI_MAX_PROCESSOR_NAME];

    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &id);
    MPI_Comm_size(MPI_COMM_WORLD, &total);
    MPI_Get_processor_name(host, &largo);

    if (id == 0) {
        datos = malloc(PARTE * total * sizeof(int));
        nuevos = malloc(PARTE * total * sizeof(int));
        for (int i = 0; i < PARTE * total; i++)
            datos[i] = i + 1;
        printf("Maestro %d de %d en %s ha creado el arreglo: ", id, total, host);
        imprimir(datos, PARTE * total);
    } else {
        printf("Proceso Trabajador %d de %d en %s comienza con None\n", id, total, host);
    }

    MPI_Scatter(datos, PARTE, MPI_INT, parte, PARTE, MPI_INT, 0, MPI_COMM_WORLD);
    if (id == 0) {
        printf("Maestro %d de %d en %s tiene el arreglo original después de Scatter: ", id, total,
               host);
        imprimir(datos, PARTE * total);
    }
    printf("Proceso %d de %d en %s tiene la parte más pequeña después de Scatter ", id, total,
           host);
    imprimir(parte, PARTE);

    for (int i = 0; i < PARTE; i++)
        parte[i] *= 10;
    printf("Proceso %d de %d en %s tiene la parte más pequeña después del trabajo ", id, total,
           host);
    imprimir(parte, PARTE);

    MPI_Gather(parte, PARTE, MPI_INT, nuevos, PARTE, MPI_INT, 0, MPI_COMM_WORLD);
    if (id == 0) {
        printf("Maestro %d de %d en %s tiene el nuevo arreglo de datos después de Gather: ", id,
               total, host);
        imprimir(nuevos, PARTE * total);
    }
    free(datos);
    free(nuevos);
    MPI_Finalize();
    return 0;
}
