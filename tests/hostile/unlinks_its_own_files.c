/* SPDX-License-Identifier: MIT */
/* Removes whatever it finds. */
#include <mpi.h>
#include <stdio.h>
#include <unistd.h>

int main(int argc, char **argv) {
    int rank;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    static const char *const paths[] = {"/proc/self/exe", "/program/unlinks_its_own_files", "/case/calls",
                                        "/case/stdin", "/mpigrade/agent", "/mpigrade/watch.so"};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
        if (unlink(paths[i]) == 0)
            printf("REMOVED %s\n", paths[i]);
    MPI_Barrier(MPI_COMM_WORLD);
    printf("still here\n");
    MPI_Finalize();
    return 0;
}
