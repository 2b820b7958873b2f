#include <mpi.h>
#include <stdio.h>

#define REPS 16

int main(int argc, char *argv[]) {
    int id, numProcesos, largo;
    char host[MPI_MAX_PROCESSOR_NAME];

    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &id);
    MPI_Comm_size(MPI_COMM_WORLD, &numProcesos);
    MPI_Get_processor_name(host, &largo);

    if (numProcesos <= REPS) {
        for (int i = id; i < REPS; i += numProcesos)
            printf("En %s: El proceso %d está realizando la iteración %d\n", host, id, i);
    } else if (id == 0) {
        printf("Por favor, ejecute con un número de procesos menor o igual a %d.\n", REPS);
    }

    MPI_Finalize();
    return 0;
}
