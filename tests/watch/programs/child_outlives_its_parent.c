/* SPDX-License-Identifier: MIT */
/* np 2
 * expect clean
 */
#include "small.h"
#include <fcntl.h>

START
    MPI_Sendrecv(&a, 1, MPI_INT, other, 0, &b, 1, MPI_INT, other, 0, WORLD, IGNORE);
    if (fork() == 0) {
        int null = open("/dev/null", O_RDWR);
        for (int i = 0; i < 3; i++)
            dup2(null, i);
        setsid();
        sleep(2); /* with the watch's file mapped and open */
        exit(3);
    }
    MPI_Barrier(WORLD);
END
