/* SPDX-License-Identifier: MIT */
/* np 2
 * expect clean
 */
#include "small.h"
#include <pthread.h>

static void *receive(void *unused) {
    for (int i = 0; i < 200; i++)
        MPI_Recv(&b, 1, MPI_INT, other, 1, WORLD, IGNORE);
    return unused;
}

int main(int argc, char **argv) {
    pthread_t thread;
    MPI_Init_thread(&argc, &argv, MPI_THREAD_MULTIPLE, &a);
    MPI_Comm_rank(WORLD, &rank);
    MPI_Comm_size(WORLD, &size);
    other = rank ^ 1;
    pthread_create(&thread, NULL, receive, NULL);
    for (int i = 0; i < 200; i++) { /* both wait in their second threads meanwhile */
        for (volatile int work = 0; work < 500000; work++)
            list[work % 1000]++;
        MPI_Send(&i, 1, MPI_INT, other, 1, WORLD);
    }
    pthread_join(thread, NULL);
    MPI_Finalize();
    return 0;
}
