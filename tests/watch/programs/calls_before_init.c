/* SPDX-License-Identifier: MIT */
/* np 2
 * expect misuse call_before_init
 */
#include "small.h"

int main(int argc, char **argv) {
    MPI_Comm_rank(WORLD, &rank);
    MPI_Init(&argc, &argv);
    a = b = size = other = list[0] = 0;
    MPI_Finalize();
    return 0;
}
