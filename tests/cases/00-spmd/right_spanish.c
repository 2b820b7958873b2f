#include <mpi.h>
#include <stdio.h>

int main(int argc, char *argv[]) {
    int rango, cantidad, largo;
    char anfitrion[MPI_MAX_PROCESSOR_NAME];

    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rango);
    MPI_Comm_size(MPI_COMM_WORLD, &cantidad);
    MPI_Get_processor_name(anfitrion, &largo);
    printf("Saludos desde el proceso %d de %d en %s\n", rango, cantidad, anfitrion);
    MPI_Finalize();
    return 0;
}
