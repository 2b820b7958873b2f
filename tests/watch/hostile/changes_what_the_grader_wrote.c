/* SPDX-License-Identifier: MIT */
/* expect finished */
#include "forge.h"
int main(int argc, char **argv) {
    begin(&argc, &argv);
    *header =
        (struct watch_header){.magic = 1, .version = 99, .np = 1 << 30, .ring = 3, .calls = 0};
    for (int i = 0; seconds_left(1) > 0; i++) {
        char *ring = map + WATCH_SLOT_AT((uint32_t)rank, WATCH_MAX_RING);
        ((struct watch_slot *)ring)->taken = noise();
        MPI_Barrier(MPI_COMM_SELF);
    }
    return done();
}
