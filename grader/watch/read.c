/* SPDX-License-Identifier: MIT */
/* From the cells of the mapped file to records, in an order in which nothing is read before its
 * cause. The program waits on the cores that this takes, so it is kept short. */
#include "watch/state.h"

#include <string.h>

enum {
    TURN = 1024,  /* records of one rank before another's: messages wait to be met meanwhile */
    MUCH = 65536, /* steps of a turn after which the clock is looked at */
};

/* How far all ranks have come, asked after something was fetched of one: what caused that is
 * counted already. */
static void see_heads(struct watch *watch, int owner) {
    for (int r = 0; r < watch->np && clocks_kept(watch); r++)
        if (r != owner)
            watch->ranks[r].head = map_head(&watch->map, r);
}

/* The next cells come into memory; false when there are none. */
static bool fetch(struct watch *watch, int owner) {
    struct rank *rank = &watch->ranks[owner];
    if (rank->taken != rank->read)
        map_taken(&watch->map, owner, rank->taken = rank->read);
    rank->head = map_head(&watch->map, owner);
    if (rank->head - rank->read > watch->map.ring) {
        watch->lost = true; /* overwritten, or a lie */
        rank->read = rank->head;
    }
    rank->batch_at = rank->batch_count = 0;
    if (rank->read == rank->head || watch->map.broken)
        return false;
    if (!rank->batch) {
        rank->batch = arena_array(watch->arena, BATCH, sizeof *rank->batch);
        rank->remembered = arena_array(watch->arena, WATCH_PLACES, sizeof *rank->remembered);
    }
    rank->batch_count = map_read(&watch->map, owner, rank->read, rank->head, rank->batch, BATCH);
    see_heads(watch, owner);
    return rank->batch_count > 0;
}

static const struct watch_record *again(struct rank *rank, const struct watch_cell *cell) {
    struct watch_record *record = &rank->remembered[cell->place % WATCH_PLACES];
    uint32_t *request = watch_request(record);
    record->time = cell->time;
    if (request)
        *request = cell->request;
    return record;
}

static void few(const struct watch_cell *cell, struct watch_record *record) {
    uint32_t count = cell->place < WATCH_FEW ? cell->place : WATCH_FEW;
    *record = (struct watch_record){
        .kind = RECORD_REQUESTS, .flags = FLAG_LAST, .call = 0, .comm = count};
    record->words[0] = (int32_t)cell->request;
    memcpy(record->words + 1, cell->more, sizeof cell->more);
}

static void whole(struct rank *rank, const struct watch_cell *cell, struct watch_record *record) {
    memcpy(record, cell, sizeof *record);
    if (!(record->kind & RECORD_REMEMBERED))
        return;
    record->kind &= (uint8_t)~RECORD_REMEMBERED;
    struct watch_record known = *record;
    uint64_t words[WATCH_RECORD_WORDS];
    uint32_t *request = watch_request(&known);
    if (request)
        *request = 0;
    memcpy(words, &known, sizeof words);
    rank->remembered[watch_place(words)] = known;
}

/* The record that begins with the next cell, and how many cells it takes. `room` is for those that
 * have to be put together. */
static const struct watch_record *next(struct rank *rank, struct watch_record *room,
                                       size_t *ret_cells) {
    const struct watch_cell *cell = &rank->batch[rank->batch_at];
    *ret_cells = 1;
    switch (cell->kind) {
    case RECORD_AGAIN:
        return again(rank, cell);
    case RECORD_FEW:
        few(cell, room);
        return room;
    case RECORD_NONE:
        *room = (struct watch_record){.kind = RECORD_NONE};
        return room;
    default:
        *ret_cells = WATCH_CELLS;
        if (rank->batch_count - rank->batch_at >= WATCH_CELLS)
            whole(rank, cell, room);
        return room;
    }
}

/* Whether a cell is there, and with it the rest of its record. One that the batch cuts is fetched
 * again; records are published whole. */
static bool available(struct watch *watch, int owner) {
    struct rank *rank = &watch->ranks[owner];
    if (rank->batch_at == rank->batch_count && !fetch(watch, owner))
        return false;
    uint8_t kind = rank->batch[rank->batch_at].kind;
    bool one = kind == RECORD_AGAIN || kind == RECORD_FEW || kind == RECORD_NONE;
    if (one || rank->batch_count - rank->batch_at >= WATCH_CELLS)
        return true;
    if (fetch(watch, owner) && rank->batch_count >= WATCH_CELLS)
        return true;
    watch->lost = true; /* a lie */
    return false;
}

bool read_rank(struct watch *watch, int owner, bool anyway) {
    struct rank *rank = &watch->ranks[owner];
    bool read = false;
    uint64_t work = 0;
    for (int n = 0; n < TURN && !watch->lost && !watch->late && available(watch, owner); n++) {
        struct watch_record room;
        size_t cells;
        const struct watch_record *record = next(rank, &room, &cells);
        watch->cost.steps = 0;
        if ((!anyway || read) && cause_missing(watch, owner, record))
            break;
        account(watch, owner, record);
        rank->batch_at += cells;
        rank->read += cells;
        read = true;
        watch->lost = watch->lost || exhausted(&watch->cost);
        work += watch->cost.steps;
        watch->late = work > MUCH && monotonic_ns() > watch->until_ns;
    }
    watch->changed = watch->changed || read;
    watch->lost = watch->lost || watch->map.broken;
    return read;
}
