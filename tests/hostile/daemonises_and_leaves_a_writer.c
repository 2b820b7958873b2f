/* SPDX-License-Identifier: MIT */
/* Leaves a process behind that holds the streams and prints on. */
#include <mpi.h>
#include <stdio.h>
#include <unistd.h>

int main(int argc, char **argv) {
    int rank;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    if (fork() == 0) {
        setsid();
        if (fork() == 0)
            for (;;)
                (void)!write(1, "daemon\n", 7);
        _exit(0);
    }
    printf("left\n");
    MPI_Finalize();
    return 0;
}
