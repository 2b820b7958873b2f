/* SPDX-License-Identifier: MIT */
/* expect any run, too */
#include "forge.h"
int main(int argc, char **argv) {
    begin(&argc, &argv);
    uint64_t base = slot_of(rank)->base;
    slot_of(rank)->base = rank % 2 ? 1 : 0;
    slot_of(rank)->end = UINT64_MAX >> 1;
    slot_of(rank)->pid = 1;
    slot_of(rank)->polls = UINT64_MAX;
    slot_of(rank)->poll_call = UINT32_MAX;
    for (int call = 0; call < CALL_COUNT; call++)
        slot_of(rank)->totals[call] = UINT64_MAX;
    for (uint64_t i = 0; i < 5000; i++)
        forge(rank, (struct watch_record){.kind = RECORD_POST,
                                          .call = CALL_Bcast,
                                          .comm = 99,
                                          .call_ = {.where = rank < 2 ? noise() >> 1 : base + i,
                                                    .request = UINT32_MAX - (uint32_t)i}});
    return done_in_words();
}
