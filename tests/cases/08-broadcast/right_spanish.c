#include <mpi.h>
#include <stdio.h>

struct diccionario {
    int cantidad;
    char claves[3][8];
    int valores[3];
};

static void imprimir(const struct diccionario *d) {
    printf("{");
    for (int i = 0; i < d->cantidad; i++)
        printf("%s'%s': %d", i > 0 ? ", " : "", d->claves[i], d->valores[i]);
    printf("}");
}

int main(int argc, char *argv[]) {
    int id, total, largo;
    char host[MPI_MAX_PROCESSOR_NAME];
    struct diccionario datos = {0};

    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &id);
    MPI_Comm_size(MPI_COMM_WORLD, &total);
    MPI_Get_processor_name(host, &largo);

    if (total > 1) {
        if (id == 0) {
            datos = (struct diccionario){3, {"one", "two", "three"}, {1, 2, 3}};
            printf("Proceso Maestro %d de %d en %s difunde ", id, total, host);
        } else {
            printf("Proceso Trabajador %d de %d en %s comienza con ", id, total, host);
        }
        imprimir(&datos);
        printf("\n");
        MPI_Bcast(&datos, sizeof(datos), MPI_BYTE, 0, MPI_COMM_WORLD);
        printf("Proceso %d de %d en %s tiene ", id, total, host);
        imprimir(&datos);
        printf(" después de la difusión\n");
    } else {
        printf("Por favor ejecute este programa con un número de procesos mayor que 1\n");
    }

    MPI_Finalize();
    return 0;
}
