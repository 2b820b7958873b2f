/* SPDX-License-Identifier: MIT */
/* expect any */
#include "forge.h"
int main(int argc, char **argv) {
    begin(&argc, &argv);
    for (uint32_t i = 10; seconds_left(2) > 0;
         i++) { /* freed at once, so that they are not too many */
        forge(rank, (struct watch_record){.kind = RECORD_COMM,
                                          .comm = i,
                                          .comm_ = {.id = noise(), .size = 1, .where = noise()}});
        forge(rank, (struct watch_record){.kind = RECORD_MEMBERS, .comm = 1, .words = {rank}});
        forge(rank, (struct watch_record){.kind = RECORD_COMM_FREED, .comm = i});
    }
    return done_in_words();
}
