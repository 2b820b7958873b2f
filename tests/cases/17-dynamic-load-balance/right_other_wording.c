#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int main(int argc, char *argv[]) {
    int rank, size, i, t, next, n, end = -1, jobs[400];
    MPI_Status s;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    if (rank == 0) {
        n = 4 * (size - 1);
        srand(3);
        printf("The master made %d tasks:\n", n);
        for (i = 0; i < n; i++) {
            jobs[i] = 1 + rand() % 8;
            printf("%d ", jobs[i]);
        }
        printf("\n");
        for (next = 0; next < size - 1; next++) {
            MPI_Send(&jobs[next], 1, MPI_INT, next + 1, 0, MPI_COMM_WORLD);
            printf("The master sends %d to worker %d\n", jobs[next], next + 1);
        }
        for (i = 0; i < n; i++) {
            MPI_Recv(&t, 1, MPI_INT, MPI_ANY_SOURCE, 0, MPI_COMM_WORLD, &s);
            printf("The master receives %d from worker %d\n", t, s.MPI_SOURCE);
            if (next < n) {
                MPI_Send(&jobs[next], 1, MPI_INT, s.MPI_SOURCE, 0, MPI_COMM_WORLD);
                printf("The master sends %d to worker %d\n", jobs[next], s.MPI_SOURCE);
                next++;
            } else
                MPI_Send(&end, 1, MPI_INT, s.MPI_SOURCE, 0, MPI_COMM_WORLD);
        }
    } else {
        MPI_Recv(&t, 1, MPI_INT, 0, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
        while (t != -1) {
            printf("Worker %d receives %d\n", rank, t);
            usleep(1000 * t);
            MPI_Send(&t, 1, MPI_INT, 0, 0, MPI_COMM_WORLD);
            MPI_Recv(&t, 1, MPI_INT, 0, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
        }
        printf("Worker %d receives %d\n", rank, t);
        printf("Worker %d ends\n", rank);
    }
    MPI_Finalize();
    return 0;
}
