/* Waits for worker 1 only and gives it all tasks behind the first round. */
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int main(int argc, char *argv[]) {
    int rank, size, t, end = -1;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    if (rank == 0) {
        int n = 4 * (size - 1), next = 0;
        int *tasks = malloc((n + 1) * sizeof(int));
        srand(5);
        printf("master created %d values for sleep times:\n[", n);
        for (int i = 0; i < n; i++) {
            tasks[i] = rand() % 8 + 1;
            printf("%s%d", i ? ", " : "", tasks[i]);
        }
        printf("]\nmaster sending first tasks\n");
        for (int w = 1; w < size; w++, next++) {
            MPI_Send(&tasks[next], 1, MPI_INT, w, 0, MPI_COMM_WORLD);
            printf("master sent %d to %d\n", tasks[next], w);
        }
        while (next < n) {
            MPI_Recv(&t, 1, MPI_INT, 1, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
            printf("master received %d from %d\n", t, 1);
            MPI_Send(&tasks[next], 1, MPI_INT, 1, 0, MPI_COMM_WORLD);
            printf("master sent %d to %d\n", tasks[next], 1);
            next++;
        }
        for (int w = 1; w < size; w++) {
            MPI_Recv(&t, 1, MPI_INT, w, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
            printf("end: master received %d from %d\n", t, w);
            MPI_Send(&end, 1, MPI_INT, w, 0, MPI_COMM_WORLD);
        }
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
