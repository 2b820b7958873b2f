#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define FIN (-1)

static void maestro(int trabajadores) {
    int n = 4 * trabajadores, siguiente = 0, fin = FIN;
    int *tareas = malloc((n + 1) * sizeof(int));
    MPI_Status estado;

    srand(7);
    printf("el maestro creó %d valores para los tiempos de espera:\n[", n);
    for (int i = 0; i < n; i++) {
        tareas[i] = rand() % 8 + 1;
        printf("%s%d", i ? ", " : "", tareas[i]);
    }
    printf("]\n");
    printf("el maestro envía las primeras tareas\n");
    for (int t = 1; t <= trabajadores; t++) {
        MPI_Send(&tareas[siguiente], 1, MPI_INT, t, 0, MPI_COMM_WORLD);
        printf("el maestro envió %d a %d\n", tareas[siguiente], t);
        siguiente++;
    }
    for (int recibidas = 0; recibidas < n; recibidas++) {
        int hecha;
        MPI_Recv(&hecha, 1, MPI_INT, MPI_ANY_SOURCE, 0, MPI_COMM_WORLD, &estado);
        if (siguiente < n) {
            printf("el maestro recibió %d de %d\n", hecha, estado.MPI_SOURCE);
            MPI_Send(&tareas[siguiente], 1, MPI_INT, estado.MPI_SOURCE, 0, MPI_COMM_WORLD);
            printf("el maestro envió %d a %d\n", tareas[siguiente], estado.MPI_SOURCE);
            siguiente++;
        } else {
            printf("fin: el maestro recibió %d de %d\n", hecha, estado.MPI_SOURCE);
            MPI_Send(&fin, 1, MPI_INT, estado.MPI_SOURCE, 0, MPI_COMM_WORLD);
        }
    }
    free(tareas);
}

static void trabajador(int id) {
    int tarea;
    do {
        MPI_Recv(&tarea, 1, MPI_INT, 0, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
        printf("el trabajador %d obtuvo %d\n", id, tarea);
        if (tarea != FIN) {
            usleep(tarea * 1000);
            MPI_Send(&tarea, 1, MPI_INT, 0, 0, MPI_COMM_WORLD);
        }
    } while (tarea != FIN);
    printf("el trabajador %d termina\n", id);
}

int main(int argc, char *argv[]) {
    int id, total;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &id);
    MPI_Comm_size(MPI_COMM_WORLD, &total);
    if (id == 0)
        maestro(total - 1);
    else
        trabajador(id);
    MPI_Finalize();
    return 0;
}
