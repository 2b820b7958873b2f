/* SPDX-License-Identifier: MIT */
/* expect any */
#include "forge.h"
int main(int argc, char **argv) {
    begin(&argc, &argv);
    while (seconds_left(1) > 0)
        for (int i = 0; i < 10000; i++)
            ((uint64_t *)map)[512 + noise() % (map_bytes / 8 - 512)] = noise();
    _exit(0); /* what is left of the file is of no use to MPI_Finalize's record */
}
