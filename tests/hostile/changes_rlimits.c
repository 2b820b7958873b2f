/* SPDX-License-Identifier: MIT */
/* Lifts what limits it can and computes on. */
#include <mpi.h>
#include <signal.h>
#include <sys/resource.h>

int main(int argc, char **argv) {
    int rank;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    for (int i = 0; i < RLIM_NLIMITS; i++) {
        struct rlimit limit;
        getrlimit(i, &limit);
        limit.rlim_cur = limit.rlim_max;
        setrlimit(i, &limit);
        limit.rlim_max = RLIM_INFINITY;
        setrlimit(i, &limit);
    }
    signal(SIGXCPU, SIG_IGN);
    for (volatile int i = 0; rank == 1; i = i + 1)
        ;
    MPI_Finalize();
    return 0;
}
