/* SPDX-License-Identifier: MIT */
/* From the cells of the mapped file to records, in an order in which nothing is read before its
 * cause. The program waits on the cores that this takes, so it is kept short. */
#include "watch/state.h"

#include <stdlib.h>
#include <string.h>

enum { MUCH = 65536 }; /* steps after which the clock is looked at */

bool unread(const struct rank *rank) {
    const struct input *in = &rank->in;
    if (in->read < in->seen.cells)
        return true;
    return in->period > 0 && in->done < (in->closed ? in->told : in->seen.looped);
}

uint64_t read_head(const struct rank *rank) {
    return watch_head(rank->in.read, rank->in.period > 0 ? rank->in.done : 0);
}

/* ---- fetching ---- */

static struct extent extent_of(struct watch *watch, int owner) {
    uint64_t head = map_head(&watch->map, owner), read = watch->ranks[owner].in.read;
    return (struct extent){.cells = read + (uint32_t)((uint32_t)head - (uint32_t)read),
                           .looped = head >> 32};
}

/* How far all ranks have come, asked after something was fetched of one: what caused that is
 * counted already. */
static void see_others(struct watch *watch, int owner) {
    for (int r = 0; r < watch->np && clocks_kept(watch); r++)
        if (r != owner)
            watch->ranks[r].in.seen = extent_of(watch, r);
}

/* Cells of an open loop stay in the ring: what it stands for at last is still to be said. */
static uint64_t needed(const struct input *in) {
    return in->read - (in->period > 0 && !in->closed);
}

static void tell_taken(struct watch *watch, int owner) {
    struct input *in = &watch->ranks[owner].in;
    uint64_t taken = needed(in) + in->looped + in->done;
    if (taken != in->taken)
        map_taken(&watch->map, owner, needed(in), in->looped + in->done);
    in->taken = taken;
}

/* Of a loop that was open: how far it has come. False: the rank lies. */
static bool loop_told(struct input *in, bool open, const struct watch_cell *cell) {
    uint64_t told = open ? in->fetched.looped : cell->time;
    bool sound = told >= in->told && (open || (cell->kind == RECORD_LOOP));
    in->closed = !open;
    in->told = told;
    return sound;
}

static bool fetch_cells(struct watch *watch, int owner) {
    struct input *in = &watch->ranks[owner].in;
    if (!in->batch) {
        in->batch = malloc((BATCH + WATCH_LOOP + WATCH_LOOP) * sizeof *in->batch);
        if (!in->batch)
            die("out of memory");
        in->latest = in->batch + BATCH;
        in->body = in->latest + WATCH_LOOP;
        in->remembered = arena_array(watch->arena, WATCH_PLACES, sizeof *in->remembered);
    }
    uint64_t from = needed(in);
    in->batch_count =
        map_read(&watch->map, owner, from, in->fetched.cells - from, in->batch, BATCH);
    in->batch_at = in->batch_count > 0 ? (size_t)(in->read - from) : 0;
    return in->batch_count > 0;
}

/* What is new comes into memory; false when there is nothing. To be followed by looking at all
 * others. */
static bool fetch_new(struct watch *watch, int owner) {
    struct input *in = &watch->ranks[owner].in;
    tell_taken(watch, owner);
    in->fetched = in->seen = extent_of(watch, owner);
    in->batch_at = in->batch_count = 0;
    if (in->fetched.cells - needed(in) > watch->map.ring) {
        watch->lost = true; /* overwritten, or a lie */
        return false;
    }
    bool looping = in->period > 0 && !in->closed;
    bool open = in->fetched.cells == in->read;
    if (watch->map.broken || (open && (!looping || in->fetched.looped == in->told)))
        return false;
    if ((!open && !fetch_cells(watch, owner)) || (looping && !loop_told(in, open, in->batch))) {
        watch->lost = true;
        return false;
    }
    return true;
}

static bool fetch(struct watch *watch, int owner) {
    if (!fetch_new(watch, owner))
        return false;
    see_others(watch, owner);
    return true;
}

void look_ahead(struct watch *watch) {
    for (int r = 0; r < watch->np; r++) {
        const struct input *in = &watch->ranks[r].in;
        if (in->period > 0 && !in->closed)
            (void)fetch_new(watch, r);
    }
    uint64_t now = watch_ticks();
    for (int r = 0; r < watch->np; r++) {
        struct input *in = &watch->ranks[r].in;
        in->seen = extent_of(watch, r);
        uint64_t head = watch_head(in->seen.cells, in->seen.looped);
        in->moves = head != in->before;
        in->before = head;
        if (in->moves)
            in->not_moved = watch->ticked;
    }
    watch->ticked = now;
}

/* ---- decoding ---- */

static uint32_t request_at(uint32_t told, int16_t distance) {
    const int32_t far = distance;
    return told + (uint32_t)far;
}

static const struct watch_record *again(struct input *in, const struct watch_cell *cell) {
    struct watch_record *record = &in->remembered[cell->place % WATCH_PLACES];
    uint32_t *request = watch_request(record);
    record->time = cell->time;
    if (request)
        *request = request_at(in->requests + (record->kind == RECORD_POST), cell->request[0]);
    return record;
}

static void few(const struct input *in, const struct watch_cell *cell,
                struct watch_record *record) {
    uint32_t count = cell->place < WATCH_FEW ? cell->place : WATCH_FEW;
    *record = (struct watch_record){.kind = RECORD_REQUESTS, .comm = count};
    for (uint32_t i = 0; i < count; i++)
        record->words[i] = (int32_t)request_at(in->requests, cell->request[i]);
}

static void whole(struct input *in, const struct watch_cell *cell, struct watch_record *record) {
    memcpy(record, cell, sizeof *record);
    if (!(record->kind & RECORD_REMEMBERED))
        return;
    record->kind &= (uint8_t)~RECORD_REMEMBERED;
    uint64_t words[WATCH_RECORD_WORDS];
    memcpy(words, record, sizeof words);
    in->remembered[words[WATCH_PLACE_WORD] % WATCH_PLACES] = *record;
}

static bool is_one_cell(const struct watch_cell *cell) {
    return cell->kind == RECORD_AGAIN || cell->kind == RECORD_FEW || cell->kind == RECORD_NONE ||
           cell->kind == RECORD_LOOP;
}

/* The cell that comes next; available() has said that it is there. */
static const struct watch_cell *next_cell(const struct input *in) {
    return in->period > 0 ? &in->body[in->next] : &in->batch[in->batch_at];
}

/* The record that begins with the next cell. `room` is for those that have to be put together. */
static const struct watch_record *next(struct input *in, struct watch_record *room) {
    const struct watch_cell *cell = next_cell(in);
    if (cell->kind == RECORD_AGAIN)
        return again(in, cell);
    if (cell->kind == RECORD_FEW)
        few(in, cell, room);
    else if (cell->kind == RECORD_NONE)
        *room = (struct watch_record){.kind = RECORD_NONE};
    else
        whole(in, cell, room);
    return room;
}

static void advance(struct input *in, const struct watch_record *record) {
    in->requests += record->kind == RECORD_POST || record->kind == RECORD_NAMED;
    if (in->period > 0) {
        in->next = in->next + 1 == in->period ? 0 : in->next + 1;
        in->done++;
        return;
    }
    const struct watch_cell *cell = next_cell(in);
    size_t cells = is_one_cell(cell) ? 1 : WATCH_CELLS;
    if (cells > 1)
        in->latest_count = 0;
    else if (cell->kind == RECORD_AGAIN || cell->kind == RECORD_FEW)
        in->latest[in->latest_count++ % WATCH_LOOP] = *cell;
    in->batch_at += cells;
    in->read += cells;
}

/* ---- loops ---- */

static bool begin_loop(struct input *in) {
    const struct watch_cell *cell = &in->batch[in->batch_at++];
    in->read++;
    if (cell->place == 0 || cell->place > WATCH_LOOP || cell->place > in->latest_count)
        return false;
    in->period = cell->place;
    for (uint64_t i = 0; i < in->period; i++) {
        in->body[i] = in->latest[(in->latest_count - in->period + i) % WATCH_LOOP];
        in->body[i].time = 0;
    }
    in->next = 0;
    in->done = 0;
    in->closed = in->read < in->fetched.cells;
    in->told = in->closed ? cell->time : in->fetched.looped;
    return true;
}

static void end_loop(struct input *in) {
    in->looped += in->done;
    in->period = 0;
    in->done = in->told = 0;
    in->latest_count = 0;
}

/* Whether a cell is there, and with it the rest of its record. One that the batch cuts is fetched
 * again; records are published whole. */
static bool available(struct watch *watch, int owner) {
    struct input *in = &watch->ranks[owner].in;
    for (;;) {
        if (in->period > 0 && in->done < in->told)
            return true;
        if (in->period > 0 && in->closed)
            end_loop(in);
        if (in->period > 0 || in->batch_at == in->batch_count) {
            if (!fetch(watch, owner))
                return false;
            continue;
        }
        const struct watch_cell *cell = &in->batch[in->batch_at];
        if (cell->kind == RECORD_LOOP) {
            if (!begin_loop(in))
                break;
            continue;
        }
        if (is_one_cell(cell) || in->batch_count - in->batch_at >= WATCH_CELLS)
            return true;
        if (!fetch(watch, owner) || in->batch_count < WATCH_CELLS)
            break;
    }
    watch->lost = true; /* a lie */
    return false;
}

uint64_t read_rank(struct watch *watch, int owner, uint64_t most, bool anyway) {
    struct input *in = &watch->ranks[owner].in;
    uint64_t read = 0, work = 0;
    while (read < most && !watch->lost && !watch->late && available(watch, owner)) {
        struct watch_record room;
        const struct watch_record *record = next(in, &room);
        watch->cost.steps = 0;
        if ((!anyway || read > 0) && cause_missing(watch, owner, record))
            break;
        watch->cell = in->next;
        account(watch, owner, record);
        advance(in, record);
        read++;
        watch->lost = watch->lost || exhausted(&watch->cost);
        work += watch->cost.steps;
        watch->late = work > MUCH && monotonic_ns() > watch->until_ns;
    }
    watch->changed = watch->changed || read > 0;
    watch->lost = watch->lost || watch->map.broken;
    return read;
}
