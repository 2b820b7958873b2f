/* SPDX-License-Identifier: MIT */
/* What the tests of the watch share: records that the test writes in place of ranks. Who includes
 * this says how big the ring is: RING. */
#ifndef TESTS_UNIT_WATCH_TELL_H
#define TESTS_UNIT_WATCH_TELL_H

#include "watch/finish.h"
#include "watch/watch.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { MOST = 4 };

static struct watch *watch;
static struct map map;
static char *mapped;
static uint64_t heads[MOST];

static struct watch_cell *ring_of(int rank) {
    return (void *)(mapped + WATCH_SLOT_AT((uint32_t)rank, RING) + WATCH_SLOT_HEAD);
}

/* `looped`: for how many cells the last one, a loop, stands so far. */
static inline void tell_head(int rank, uint64_t looped) {
    struct watch_slot *slot = (void *)(mapped + WATCH_SLOT_AT((uint32_t)rank, RING));
    slot->head = watch_head(heads[rank], looped);
}

static void put_cells(int rank, const void *cells, size_t count) {
    memcpy(ring_of(rank) + (heads[rank] & (RING - 1)), cells, count * sizeof(struct watch_cell));
    heads[rank] += count;
    tell_head(rank, 0);
}

static void put(int rank, struct watch_record record) {
    put_cells(rank, &record, WATCH_CELLS);
}

/* To be said again, by cells; their place. */
static inline uint8_t put_remembered(int rank, struct watch_record record) {
    static uint8_t place;
    uint64_t words[WATCH_RECORD_WORDS];
    record.kind |= RECORD_REMEMBERED;
    memcpy(words, &record, sizeof words);
    words[WATCH_PLACE_WORD] = place = (uint8_t)((place + 1) % WATCH_PLACES);
    put_cells(rank, words, WATCH_CELLS);
    return place;
}

/* `request`: how far it is from the latest one. */
static inline void put_cell(int rank, enum watch_record_kind kind, uint8_t place, int16_t request) {
    struct watch_cell cell = {.kind = (uint8_t)kind, .place = place, .request = {request}};
    put_cells(rank, &cell, 1);
}

static void enter(int rank, enum watch_call call, int peer, int tag, int64_t count) {
    put(rank, (struct watch_record){
                  .kind = RECORD_ENTER,
                  .call = (uint16_t)call,
                  .comm = COMM_WORLD,
                  .time = watch_ticks(),
                  .call_ = {.peer = peer, .tag = tag, .count = count, .type = TYPE_MPI_INT}});
}

static void leave(int rank, int source, int tag) {
    put(rank, (struct watch_record){.kind = RECORD_LEAVE,
                                    .time = watch_ticks(),
                                    .leave = {.source = source, .tag = tag, .bytes = 4}});
}

static inline void post(int rank, enum watch_call call, int peer, int tag, uint32_t request) {
    put(rank,
        (struct watch_record){
            .kind = RECORD_POST,
            .call = (uint16_t)call,
            .comm = COMM_WORLD,
            .call_ = {
                .peer = peer, .tag = tag, .count = 1, .type = TYPE_MPI_INT, .request = request}});
}

static inline void wait_for(int rank, enum watch_call call, uint32_t count,
                            const int32_t *requests) {
    struct watch_record record = {.kind = RECORD_REQUESTS, .comm = count, .flags = FLAG_LAST};
    memcpy(record.words, requests, count * sizeof *requests);
    put(rank, record);
    enter(rank, call, WATCH_NULL, 0, 0);
}

/* `np` ranks that have left MPI_Init. */
static void begin(int np) {
    memset(heads, 0, sizeof heads);
    map = (struct map){.file = memfd_create("test", MFD_CLOEXEC), .np = (uint32_t)np, .ring = RING};
    map.path = strdup("/nonexistent/test");
    ck_assert_int_eq(ftruncate(map.file, (off_t)WATCH_MAP_BYTES(np, RING)), 0);
    mapped = mmap(NULL, WATCH_MAP_BYTES(MOST, RING), PROT_WRITE, MAP_SHARED, map.file, 0);
    ck_assert_ptr_ne(mapped, MAP_FAILED);
    watch = watch_over(map);
    for (int r = 0; r < np; r++) {
        struct watch_record members = {.kind = RECORD_MEMBERS, .comm = (uint32_t)np};
        enter(r, CALL_Init, WATCH_NULL, 0, 0);
        put(r, (struct watch_record){.kind = RECORD_COMM,
                                     .call = CALL_Init,
                                     .comm = COMM_WORLD,
                                     .comm_ = {.id = 42, .size = np, .rank = r}});
        for (int m = 0; m < np; m++)
            members.words[m] = m;
        put(r, members);
        leave(r, WATCH_NULL, WATCH_NULL);
    }
}

static void end(void) {
    watch_free(watch);
    watch = NULL;
    munmap(mapped, WATCH_MAP_BYTES(MOST, RING));
}

#endif
