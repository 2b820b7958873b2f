/* SPDX-License-Identifier: MIT */
/* expect any */
#include "forge.h"
int main(int argc, char **argv) {
    begin(&argc, &argv);
    MPI_Comm comms[20];
    for (int i = 0; i < 20; i++)
        MPI_Comm_dup(MPI_COMM_WORLD, &comms[i]);
    usleep(100000); /* all have told of their communicators */
    for (uint32_t c = 3; c < 23 && rank == 0; c++) {
        for (uint32_t i = 0; i < 256; i++) {
            struct watch_record call = {.kind = RECORD_ENTER,
                                        .call = CALL_Ssend,
                                        .comm = c,
                                        .call_ = {.peer = 1, .tag = (int)i, .type = 1}};
            forge(2, call);
            call.call = CALL_Recv;
            call.call_.peer = WATCH_ANY;
            call.call_.tag = WATCH_ANY;
            forge(1, call);
            forge(1, (struct watch_record){.kind = RECORD_LEAVE,
                                           .leave = {.source = 2, .tag = (int)i}});
        }
        for (uint32_t i = 0; i < 5000; i++)
            forge(3, (struct watch_record){.kind = RECORD_ENTER,
                                           .call = CALL_Ssend,
                                           .comm = c,
                                           .call_ = {.peer = 1, .tag = (int)i, .type = 1}});
    }
    return done_in_words();
}
