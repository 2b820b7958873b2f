/* SPDX-License-Identifier: MIT */
/* The watch over any records: the input is a list of records, each behind a byte that says which of
 * four ranks writes it; some bytes say that the file itself lies. */
#include "watch/finish.h"
#include "watch/watch.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { RANKS = 4, RING = 1024, PIECE = 1 + sizeof(struct watch_record), MOST_LOOPED = 4096 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct map map_new(void) {
    struct map map = {.file = memfd_create("fuzz", MFD_CLOEXEC), .np = RANKS, .ring = RING};
    if (map.file < 0 || ftruncate(map.file, (off_t)WATCH_MAP_BYTES(RANKS, RING)) != 0)
        die("no memory file");
    map.path = strdup("/nonexistent/fuzz");
    return map;
}

static void put(const struct map *map, int rank, uint64_t *head, const uint8_t *bytes) {
    struct watch_record record;
    memcpy(&record, bytes, sizeof record);
    uint8_t kind = record.kind & (RECORD_REMEMBERED - 1);
    record.kind = (uint8_t)(record.kind & RECORD_REMEMBERED) | kind % RECORD_KIND_COUNT;
    bool one =
        record.kind == RECORD_AGAIN || record.kind == RECORD_FEW || record.kind == RECORD_LOOP;
    size_t cells = one ? 1 : WATCH_CELLS;
    uint64_t looped = record.kind == RECORD_LOOP ? record.time % MOST_LOOPED : 0;
    if (record.call >= CALL_COUNT)
        record.call %= CALL_COUNT + 1;
    uint64_t slot = WATCH_SLOT_AT((uint32_t)rank, RING);
    for (size_t i = 0; i < cells; i++, ++*head) {
        const char *cell = (const char *)&record + i * sizeof(struct watch_cell);
        uint64_t at = (*head & (RING - 1)) * sizeof(struct watch_cell);
        if (pwrite(map->file, cell, sizeof(struct watch_cell),
                   (off_t)(slot + WATCH_SLOT_HEAD + at)) < 0)
            return;
    }
    const uint64_t said = watch_head(*head, looped);
    if (pwrite(map->file, &said, sizeof said, (off_t)slot) < 0)
        return;
}

/* What is done besides writing: the rank ends, the file shrinks, a head jumps. */
static void lie(struct watch *watch, const struct map *map, uint8_t how, uint64_t *head) {
    int rank = how % RANKS;
    if (how / RANKS % 8 == 1)
        watch_rank_ended(watch, rank, how > 200);
    if (how / RANKS % 8 == 2 && how > 250)
        (void)!ftruncate(map->file, (off_t)how * 100);
    if (how / RANKS % 8 == 3 && how > 220)
        *head += how;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    uint64_t heads[RANKS] = {0};
    struct map map = map_new();
    struct watch *watch = watch_over(map);
    ARENA_AUTO arena = arena_new();
    for (size_t at = 0; at + PIECE <= size && at < 1000 * PIECE; at += PIECE) {
        int rank = data[at] % RANKS;
        put(&map, rank, &heads[rank], data + at + 1);
        lie(watch, &map, data[at], &heads[rank]);
        (void)watch_tick(watch);
    }
    const struct call_log *log =
        watch_finish(watch, arena, NULL, MPIGRADE_SOURCE "/tests/watch/programs");
    for (size_t i = 0; i < log->misuse_count; i++)
        if (!log->misuses[i].text)
            die("a finding without words");
    watch_free(watch);
    return 0;
}
