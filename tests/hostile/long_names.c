/* SPDX-License-Identifier: MIT */
/* A long argv[0], and a name with all that confuses readers of /proc. */
#include <mpi.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

__attribute__((constructor)) static void again(int argc, char **argv) {
    static char name[4000];
    memset(name, ')', sizeof name - 1);
    if (argc == 1)
        execl("/proc/self/exe", name, "again", (char *)NULL);
    (void)argv;
}

int main(int argc, char **argv) {
    int rank;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    prctl(PR_SET_NAME, ") T 1 1 (\n");
    printf("again %d\n", rank);
    MPI_Finalize();
    return 0;
}
