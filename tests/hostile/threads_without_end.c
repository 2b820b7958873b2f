/* SPDX-License-Identifier: MIT */
/* Starts threads that never end. */
#include <mpi.h>
#include <pthread.h>
#include <unistd.h>

static void *wait_for_ever(void *unused) {
    sleep(1000);
    return unused;
}

int main(int argc, char **argv) {
    int rank;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    pthread_t thread;
    pthread_attr_t small;
    pthread_attr_init(&small);
    pthread_attr_setstacksize(&small, 65536);
    while (rank == 1)
        (void)pthread_create(&thread, &small, wait_for_ever, NULL);
    MPI_Barrier(MPI_COMM_WORLD);
    MPI_Finalize();
    return 0;
}
