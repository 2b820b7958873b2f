/* SPDX-License-Identifier: MIT */
/* np 3
 * expect clean
 */
#include "small.h"

static void at_the_end(void) {
    MPI_Barrier(WORLD);
    MPI_Finalize();
}

int main(int argc, char **argv) {
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(WORLD, &rank);
    MPI_Comm_size(WORLD, &size);
    other = a = b = list[0] = 0;
    atexit(at_the_end);
    if (rank == 1)
        usleep(500000);
    exit(0);
}
