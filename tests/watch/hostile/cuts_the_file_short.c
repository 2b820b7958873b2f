/* SPDX-License-Identifier: MIT */
/* expect any */
#include "forge.h"
int main(int argc, char **argv) {
    begin(&argc, &argv);
    if (rank == 0 && ftruncate(file, 100) != 0)
        return 1;
    usleep(100000);
    return done();
}
