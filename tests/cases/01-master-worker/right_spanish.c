#include <mpi.h>
#include <stdio.h>

#define MAESTRO 0

int main(int argc, char *argv[]) {
    int rango, cantidad, largo;
    char host[MPI_MAX_PROCESSOR_NAME];

    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rango);
    MPI_Comm_size(MPI_COMM_WORLD, &cantidad);
    MPI_Get_processor_name(host, &largo);

    if (rango == MAESTRO)
        printf("Saludos del maestro, %d de %d en %s\n", rango, cantidad, host);
    else
        printf("Saludos del trabajador, %d de %d en %s\n", rango, cantidad, host);

    MPI_Finalize();
    return 0;
}
