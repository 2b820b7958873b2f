/* SPDX-License-Identifier: MIT */
/* np 2
 * expect clean
 * env MPIGRADE_SLEEP_SCALE=0.00001
 */
#include "small.h"

START
    sleep(3600);
    usleep(999999);
    MPI_Barrier(WORLD);
END
