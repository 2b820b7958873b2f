#include <mpi.h>
#include <stdio.h>
#include <string.h>

int main(int argc, char *argv[]) {
    int id, total, largo;
    char host[MPI_MAX_PROCESSOR_NAME], datos[4096] = "No data";

    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &id);
    MPI_Comm_size(MPI_COMM_WORLD, &total);
    MPI_Get_processor_name(host, &largo);

    if (total == 1) {
        printf("Por favor ejecute este programa con un número de procesos mayor que 1\n");
    } else if (argc == 1) {
        if (id == 0)
            printf("Por favor agregue una cadena para difundir del maestro a los trabajadores\n");
    } else {
        if (id == 0) {
            snprintf(datos, sizeof(datos), "%s", argv[1]);
            printf("Proceso Maestro %d de %d en %s difunde \"%s\"\n", id, total, host, datos);
        } else {
            printf("Proceso Trabajador %d de %d en %s comienza con \"%s\"\n", id, total, host,
                   datos);
        }
        MPI_Bcast(datos, sizeof(datos), MPI_CHAR, 0, MPI_COMM_WORLD);
        printf("Proceso %d de %d en %s tiene \"%s\" después de la difusión\n", id, total, host,
               datos);
    }

    MPI_Finalize();
    return 0;
}
