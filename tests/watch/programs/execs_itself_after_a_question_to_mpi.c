/* SPDX-License-Identifier: MIT */
/* Of what the second program does nothing is known, so nothing may be claimed of the others.
 * np 2
 * expect lost
 */
#include "small.h"

int main(int argc, char **argv) {
    char *again[] = {argv[0], "again", NULL};
    MPI_Initialized(&a);
    if (argc == 1)
        execv("/proc/self/exe", again);
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(WORLD, &rank);
    other = rank ^ 1;
    size = list[0] = 0;
    sleep(1);
    MPI_Sendrecv(&a, 1, MPI_INT, other, 0, &b, 1, MPI_INT, other, 0, WORLD, IGNORE);
    MPI_Finalize();
    return 0;
}
