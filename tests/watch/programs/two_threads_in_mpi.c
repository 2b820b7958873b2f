/* SPDX-License-Identifier: MIT */
/* np 2
 * expect clean
 */
#include "small.h"
#include <pthread.h>

static void *second_thread(void *unused) {
    (void)unused;
    for (int i = 0; i < 100; i++)
        MPI_Sendrecv(&rank, 1, MPI_INT, other, 1, &b, 1, MPI_INT, other, 1, WORLD, IGNORE);
    return NULL;
}

int main(int argc, char **argv) {
    int level;
    pthread_t thread;
    MPI_Init_thread(&argc, &argv, MPI_THREAD_MULTIPLE, &level);
    MPI_Comm_rank(WORLD, &rank);
    MPI_Comm_size(WORLD, &size);
    other = rank ^ 1;
    pthread_create(&thread, NULL, second_thread, NULL);
    for (int i = 0; i < 100; i++)
        MPI_Sendrecv(&rank, 1, MPI_INT, other, 0, &a, 1, MPI_INT, other, 0, WORLD, IGNORE);
    pthread_join(thread, NULL);
    list[0] = 0;
    MPI_Finalize();
    return 0;
}
