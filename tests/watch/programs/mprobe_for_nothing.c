/* SPDX-License-Identifier: MIT */
/* np 2
 * expect deadlock 0 1
 */
#include "small.h"

START
    MPI_Message message;
    MPI_Mprobe(other, 0, WORLD, &message, IGNORE); /* stuck 0 1 */
END
