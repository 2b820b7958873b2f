/* SPDX-License-Identifier: MIT */
/* expect any */
#include "forge.h"
int main(int argc, char **argv) {
    begin(&argc, &argv);
    while (seconds_left(1) > 0) {
        forge(rank, (struct watch_record){.kind = RECORD_COMM,
                                          .comm = 10,
                                          .comm_ = {.id = 4711 + (uint64_t)rank, .size = 1}});
        forge(rank, (struct watch_record){.kind = RECORD_MEMBERS, .comm = 1, .words = {rank}});
    }
    return done_in_words();
}
