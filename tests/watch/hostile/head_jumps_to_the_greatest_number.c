/* SPDX-License-Identifier: MIT */
/* expect finished */
#include "forge.h"
int main(int argc, char **argv) {
    begin(&argc, &argv);
    slot_of(size - 1)->head = UINT64_MAX;
    usleep(100000);
    return done();
}
