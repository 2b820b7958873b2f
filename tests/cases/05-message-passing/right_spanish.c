#include <mpi.h>
#include <stdio.h>

#define MAESTRO 0

int esImpar(int n) { return n % 2 == 1; }

int main(int argc, char *argv[]) {
    int id, numProcesos, largo, valorEnviado, valorRecibido;
    char host[MPI_MAX_PROCESSOR_NAME];
    MPI_Status estado;

    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &id);
    MPI_Comm_size(MPI_COMM_WORLD, &numProcesos);
    MPI_Get_processor_name(host, &largo);

    if (numProcesos > 1 && !esImpar(numProcesos)) {
        valorEnviado = id;
        if (esImpar(id)) { /* los impares envían primero */
            MPI_Send(&valorEnviado, 1, MPI_INT, id - 1, 1, MPI_COMM_WORLD);
            MPI_Recv(&valorRecibido, 1, MPI_INT, id - 1, 2, MPI_COMM_WORLD, &estado);
        } else {
            MPI_Recv(&valorRecibido, 1, MPI_INT, id + 1, 1, MPI_COMM_WORLD, &estado);
            MPI_Send(&valorEnviado, 1, MPI_INT, id + 1, 2, MPI_COMM_WORLD);
        }
        printf("El proceso %d de %d en %s calculó %d y recibió %d\n", id, numProcesos, host,
               valorEnviado, valorRecibido);
    } else if (id == MAESTRO) {
        printf("Por favor ejecute este programa con un número de procesos positivo y par\n");
    }

    MPI_Finalize();
    return 0;
}
