/* SPDX-License-Identifier: MIT */
/* np 2
 * expect clean
 */
#include "small.h"

START
    MPI_Barrier(WORLD);
    fflush(stdout);
    if (system("true") != 0)
        puts("no shell");
    pid_t child = fork();
    if (child == 0)
        exit(0);
    usleep(50000);
    MPI_Barrier(WORLD);
END
