/* SPDX-License-Identifier: MIT */
/* np 2
 * expect misuse call_after_finalize
 */
#include "small.h"

START
    MPI_Finalize();
    MPI_Barrier(WORLD);
    return 0;
}
