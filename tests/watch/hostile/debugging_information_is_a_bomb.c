/* SPDX-License-Identifier: MIT */
/* A line table that takes hundreds of megabytes of whoever reads it: millions of instructions, a
 * line each. expect finished */
#include "forge.h"
static void filling(void) {
    __asm__ volatile(".rept 1100000\n.loc 1 1 1\nnop\n.loc 1 2 1\nnop\n.endr\n");
}
int main(int argc, char **argv) {
    begin(&argc, &argv);
    if (argc > 1)
        filling();
    MPI_Barrier(MPI_COMM_WORLD);
    return done();
}
