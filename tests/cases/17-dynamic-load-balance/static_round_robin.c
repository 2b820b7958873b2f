/* Deals the tasks out beforehand, four to each worker, whoever is done first. */
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int main(int argc, char *argv[]) {
    int rank, size, t, end = -1;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    int workers = size - 1;
    if (rank == 0) {
        int n = 4 * workers;
        int *tasks = malloc((n + 1) * sizeof(int));
        printf("master created %d values for sleep times:\n[", n);
        for (int i = 0; i < n; i++) {
            tasks[i] = i % workers == 0 ? 8 : 1; /* worker 1 has all the long ones */
            printf("%s%d", i ? ", " : "", tasks[i]);
        }
        printf("]\nmaster sending first tasks\n");
        for (int i = 0; i < n; i++) {
            MPI_Send(&tasks[i], 1, MPI_INT, i % workers + 1, 0, MPI_COMM_WORLD);
            printf("master sent %d to %d\n", tasks[i], i % workers + 1);
        }
        for (int i = 0; i < n; i++) {
            MPI_Recv(&t, 1, MPI_INT, i % workers + 1, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
            printf("%smaster received %d from %d\n", i < n - workers ? "" : "end: ", t,
                   i % workers + 1);
        }
        for (int w = 1; w <= workers; w++)
            MPI_Send(&end, 1, MPI_INT, w, 0, MPI_COMM_WORLD);
        free(tasks);
    } else {
        do {
            MPI_Recv(&t, 1, MPI_INT, 0, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
            printf("worker %d got %d\n", rank, t);
            if (t > 0) {
                usleep(1000 * t);
                MPI_Send(&t, 1, MPI_INT, 0, 0, MPI_COMM_WORLD);
            }
        } while (t > 0);
        printf("worker %d dying\n", rank);
    }
    MPI_Finalize();
    return 0;
}
