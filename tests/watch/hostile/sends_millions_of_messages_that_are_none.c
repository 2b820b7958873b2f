/* SPDX-License-Identifier: MIT */
/* expect any */
#include "forge.h"
int main(int argc, char **argv) {
    begin(&argc, &argv);
    MPI_Comm comms[60];
    for (int i = 0; i < 60; i++)
        MPI_Comm_dup(MPI_COMM_WORLD, &comms[i]);
    for (uint32_t i = 1; seconds_left(2) > 0; i++) {
        struct watch_record record = {
            .kind = RECORD_POST,
            .call = CALL_Isend,
            .comm = 3 + i % 60,
            .call_ = {.peer = (int)(i / 60 % (uint32_t)size), .count = 1, .type = 1, .request = i}};
        forge(rank, record);
        if (i % 4 == 0)
            forge(rank, (struct watch_record){.kind = RECORD_DROPPED, .event = {.request = i}});
    }
    return done_in_words();
}
