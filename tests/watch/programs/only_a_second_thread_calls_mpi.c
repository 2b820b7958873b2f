/* SPDX-License-Identifier: MIT */
/* np 2
 * expect clean
 */
#include "small.h"
#include <pthread.h>

static void *all_of_mpi(void *unused) {
    MPI_Init_thread(NULL, NULL, MPI_THREAD_SERIALIZED, &a);
    MPI_Comm_rank(WORLD, &rank);
    MPI_Comm_size(WORLD, &size);
    other = rank ^ 1;
    if (rank == 0)
        usleep(300000);
    MPI_Sendrecv(&a, 1, MPI_INT, other, 0, &b, 1, MPI_INT, other, 0, WORLD, IGNORE);
    MPI_Finalize();
    return unused;
}

int main(void) {
    pthread_t thread;
    list[0] = 0;
    pthread_create(&thread, NULL, all_of_mpi, NULL);
    pthread_join(thread, NULL);
    return 0;
}
