/* SPDX-License-Identifier: MIT */
/* expect any run, too
 * A loop is one cell, and may stand for more than anyone can read: of requests that are never
 * complete, of requests that are, of nothing. */
#include "forge.h"
static void forge_cell(struct watch_cell cell) {
    struct watch_slot *slot = slot_of(rank);
    *cell_at(rank, slot->head) = cell;
    slot->head = watch_head(slot->head + 1, 0);
}
static uint64_t forge_remembered(struct watch_record record) {
    uint64_t words[WATCH_RECORD_WORDS];
    record.kind |= RECORD_REMEMBERED;
    memcpy(words, &record, sizeof words);
    words[WATCH_PLACE_WORD] = record.call % WATCH_PLACES;
    memcpy(&record, words, sizeof record);
    forge(rank, record);
    return words[WATCH_PLACE_WORD];
}
int main(int argc, char **argv) {
    begin(&argc, &argv);
    uint8_t place = (uint8_t)forge_remembered(
        (struct watch_record){.kind = rank == 0 ? RECORD_POST : RECORD_ENTER,
                              .call = rank == 0 ? CALL_Ibarrier : CALL_Probe,
                              .comm = COMM_WORLD,
                              .call_ = {.peer = rank, .request = 7}});
    for (int i = 0; i < 8; i++)
        forge_cell((struct watch_cell){.kind = RECORD_AGAIN, .place = place, .request = {1}});
    forge_cell((struct watch_cell){.kind = RECORD_LOOP, .place = 5, .time = UINT64_MAX});
    while (seconds_left(1) > 0) {
        slot_of(rank)->head |= (uint64_t)UINT32_MAX << 32; /* still open */
        usleep(1000);
    }
    forge_cell((struct watch_cell){.kind = RECORD_AGAIN, .place = place, .request = {1}});
    return done_in_words();
}
