/* SPDX-License-Identifier: MIT */
#include "watch/map.h"

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <time.h>
#include <unistd.h>

uint64_t monotonic_ns(void) {
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

/* The file is sparse: a rank that finds no room for the page that it writes to is killed. */
static bool has_room(int file, uint64_t bytes) {
    struct statvfs status;
    if (fstatvfs(file, &status) == 0 && status.f_blocks > 0 &&
        status.f_bavail * status.f_frsize < bytes) {
        errno = ENOSPC;
        return false;
    }
    return true;
}

int map_create(struct map *map, const char *path, int np, uint32_t ring, struct error *error) {
    *map = (struct map){.file = -1, .np = (uint32_t)np, .ring = ring};
    if (np < 1 || (uint32_t)np > WATCH_MAX_RANKS)
        return error_set(error, ERROR_USAGE, "%d processes cannot be watched", np);
    map->path = strdup(path);
    if (!map->path)
        die("out of memory");
    map->file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    struct watch_header header = {.magic = WATCH_MAGIC,
                                  .version = WATCH_VERSION,
                                  .np = map->np,
                                  .ring = ring,
                                  .calls = CALL_COUNT};
    if (map->file < 0 || !has_room(map->file, WATCH_MAP_BYTES(map->np, ring)) ||
        ftruncate(map->file, (off_t)WATCH_MAP_BYTES(map->np, ring)) != 0 ||
        pwrite(map->file, &header, sizeof header, 0) != (ssize_t)sizeof header) {
        (void)error_set_errno(error, ERROR_FAULT, "cannot make %s", path);
        map_done(map);
        return -1;
    }
    map->ticks = watch_ticks();
    map->start_ns = monotonic_ns();
    return 0;
}

void map_done(struct map *map) {
    if (map->file >= 0) {
        close(map->file);
        (void)unlink(map->path);
    }
    free(map->path);
    *map = (struct map){.file = -1};
}

static bool read_at(struct map *map, void *bytes, size_t size, uint64_t offset) {
    ssize_t got = pread(map->file, bytes, size, (off_t)offset);
    if (got == (ssize_t)size)
        return true;
    map->broken = true;
    memset(bytes, 0, size);
    return false;
}

struct slot_view map_slot(struct map *map, int rank) {
    unsigned char bytes[offsetof(struct watch_slot, pad1)]; /* read as plain ones */
    struct slot_view view;
    read_at(map, bytes, sizeof bytes, WATCH_SLOT_AT((uint32_t)rank, map->ring));
#define FIELD(name) memcpy(&view.name, bytes + offsetof(struct watch_slot, name), sizeof view.name)
    FIELD(pid);
    FIELD(threads);
    FIELD(lost);
    FIELD(other_thread);
    FIELD(base);
    FIELD(end);
    FIELD(polls);
    FIELD(poll_where);
    FIELD(poll_call);
    FIELD(idle);
    FIELD(entered);
#undef FIELD
    return view;
}

uint64_t map_head(struct map *map, int rank) {
    uint64_t head;
    read_at(map, &head, sizeof head,
            WATCH_SLOT_AT((uint32_t)rank, map->ring) + offsetof(struct watch_slot, head));
    atomic_thread_fence(memory_order_acquire);
    return head;
}

void map_totals(struct map *map, int rank, uint64_t totals[CALL_COUNT]) {
    read_at(map, totals, CALL_COUNT * sizeof *totals,
            WATCH_SLOT_AT((uint32_t)rank, map->ring) + offsetof(struct watch_slot, totals));
}

size_t map_read(struct map *map, int rank, uint64_t from, uint64_t count, struct watch_cell *cells,
                size_t most) {
    uint64_t at = from & (map->ring - 1);
    if (count > most)
        count = most;
    if (count > map->ring - at)
        count = map->ring - at; /* up to the ring's end; the rest next time */
    if (!read_at(map, cells, (size_t)count * sizeof *cells,
                 WATCH_SLOT_AT((uint32_t)rank, map->ring) + WATCH_SLOT_HEAD + at * sizeof *cells))
        return 0;
    return (size_t)count;
}

void map_taken(struct map *map, int rank, uint64_t taken, uint64_t looped) {
    const uint64_t both[] = {taken, looped};
    _Static_assert(offsetof(struct watch_slot, looped) ==
                       offsetof(struct watch_slot, taken) + sizeof *both,
                   "written at once");
    if (pwrite(map->file, both, sizeof both,
               (off_t)(WATCH_SLOT_AT((uint32_t)rank, map->ring) +
                       offsetof(struct watch_slot, taken))) != (ssize_t)sizeof both)
        map->broken = true;
}

/* The rank holds a lock on byte number `rank`, and the kernel tells who holds it in the numbering
 * of who asks, across process namespaces. */
pid_t map_process(struct map *map, int rank) {
    struct flock range = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = rank, .l_len = 1};
    if (fcntl(map->file, F_GETLK, &range) != 0 || range.l_type == F_UNLCK || range.l_pid <= 0)
        return 0;
    return range.l_pid;
}

uint64_t map_nanoseconds(const struct map *map, uint64_t ticks, uint64_t now_ticks,
                         uint64_t now_ns) {
    if (ticks <= map->ticks)
        return map->start_ns;
    if (ticks >= now_ticks || now_ticks <= map->ticks)
        return now_ns;
    double share = (double)(ticks - map->ticks) / (double)(now_ticks - map->ticks);
    return map->start_ns + (uint64_t)(share * (double)(now_ns - map->start_ns));
}
