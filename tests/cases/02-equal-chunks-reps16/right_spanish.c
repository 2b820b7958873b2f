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

    if (REPS % numProcesos == 0 && numProcesos <= REPS) {
        int tamano = REPS / numProcesos;
        int inicio = id * tamano;
        int fin = inicio + tamano;
        for (int i = inicio; i < fin; i++)
            printf("En %s: El proceso %d realiza la iteración %d\n", host, id, i);
    } else {
        if (id == 0)
            printf("Por favor ejecute con un número de procesos divisor de %d y menor o igual que %d.\n",
                   REPS, REPS);
    }

    MPI_Finalize();
    return 0;
}
