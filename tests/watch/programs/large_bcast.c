/* SPDX-License-Identifier: MIT */
/* np 3
 * expect clean
 */
#include "small.h"

START
    for (int i = 0; i < 5; i++)
        MPI_Bcast(list, 4000000, MPI_INT, i % size, WORLD);
END
