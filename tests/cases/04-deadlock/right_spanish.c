#include <mpi.h>
#include <stdio.h>

int main(int argc, char *argv[]) {
    int id, total, largo, recibido;
    char maquina[MPI_MAX_PROCESSOR_NAME];

    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &id);
    MPI_Comm_size(MPI_COMM_WORLD, &total);
    MPI_Get_processor_name(maquina, &largo);

    if (total % 2 == 0) {
        int pareja = id % 2 == 0 ? id + 1 : id - 1;
        MPI_Sendrecv(&id, 1, MPI_INT, pareja, 0, &recibido, 1, MPI_INT, pareja, 0, MPI_COMM_WORLD,
                     MPI_STATUS_IGNORE);
        printf("El proceso %d de %d en %s calculó %d y recibió %d\n", id, total, maquina, id,
               recibido);
    } else if (id == 0) {
        printf("Por favor, ejecute este programa con un número de procesos positivo y par\n");
    }

    MPI_Finalize();
    return 0;
}
