/* SPDX-License-Identifier: MIT */
/* expect timed_out */
#include "forge.h"
int main(int argc, char **argv) {
    begin(&argc, &argv);
    for (int r = 0; r < size; r++)
        for (uint64_t i = 0; i < header->ring; i += WATCH_CELLS) /* of nothing, but to be read */
            put_record(r, i, &(struct watch_record){.kind = RECORD_FREED});
    while (rank != 0) /* the first has a processor to itself */
        sleep(1);
    for (int r = 0;; r = (r + 1) % size)
        slot_of(r)->head =
            slot_of(r)->taken + 3 * (uint64_t)header->ring / 4 / WATCH_CELLS * WATCH_CELLS;
}
