/* SPDX-License-Identifier: MIT */
/* expect any */
#include "forge.h"
#include <pthread.h>
static void *flip(void *nothing) {
    for (;;) {
        struct watch_cell *cell = cell_at(rank, slot_of(rank)->head - 1 - noise() % 256);
        ((uint8_t *)cell)[noise() % sizeof *cell] ^= (uint8_t)(1 << noise() % 8);
    }
    return nothing;
}
int main(int argc, char **argv) {
    pthread_t thread;
    begin(&argc, &argv);
    pthread_create(&thread, NULL, flip, NULL);
    for (int i = 0; seconds_left(1) > 0; i++) {
        int number = i;
        MPI_Bcast(&number, 1, MPI_INT, i % size, MPI_COMM_SELF);
        MPI_Sendrecv(&number, 1, MPI_INT, 0, 0, &number, 1, MPI_INT, 0, 0, MPI_COMM_SELF,
                     MPI_STATUS_IGNORE);
    }
    _exit(0);
}
