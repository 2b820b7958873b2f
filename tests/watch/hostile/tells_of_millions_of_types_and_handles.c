/* SPDX-License-Identifier: MIT */
/* expect any */
#include "forge.h"
int main(int argc, char **argv) {
    begin(&argc, &argv);
    for (uint32_t i = 1; seconds_left(2) > 0; i++) {
        forge(rank,
              (struct watch_record){.kind = RECORD_TYPE,
                                    .type_ = {.type = TYPE_FIRST_DERIVED + i, .bytes = INT64_MAX}});
        forge(rank, (struct watch_record){.kind = RECORD_MADE,
                                          .event = {.handle = i, .detail = i % HANDLE_KIND_COUNT}});
        forge_call(rank, RECORD_NAMED, CALL_Recv_init, 0, 0, i);
        forge_call(rank, RECORD_POST, CALL_Irecv, WATCH_ANY, (int)i, i);
    }
    return done_in_words();
}
