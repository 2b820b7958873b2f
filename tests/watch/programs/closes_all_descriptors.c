/* SPDX-License-Identifier: MIT */
/* np 2
 * expect clean
 */
#include "small.h"

int main(int argc, char **argv) {
    for (int i = 200; i < 1024; i++)
        close(i);
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(WORLD, &rank);
    MPI_Comm_size(WORLD, &size);
    other = rank ^ 1;
    for (int i = 3; i < 1024; i++)
        (void)fsync(i);
    MPI_Sendrecv(&rank, 1, MPI_INT, other, 0, &b, 1, MPI_INT, other, 0, WORLD, MPI_STATUS_IGNORE);
    a = list[0] = size;
    MPI_Finalize();
    return 0;
}
