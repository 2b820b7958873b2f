/* SPDX-License-Identifier: MIT */
/* expect finished */
#include "forge.h"
int main(int argc, char **argv) {
    begin(&argc, &argv);
    usleep(100000); /* the grader reads what is there */
    slot_of(rank)->head = 1;
    usleep(100000);
    return done();
}
