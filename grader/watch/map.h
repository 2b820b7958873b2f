/* SPDX-License-Identifier: MIT */
/* The mapped file as the grader sees it. It reads with pread(), not through a mapping: a program
 * that truncates the file must not be able to kill the grader. */
#ifndef MPIGRADE_WATCH_MAP_H
#define MPIGRADE_WATCH_MAP_H

#include "base/error.h"
#include "watch/layout.h"

#include <stdbool.h>
#include <sys/types.h>

struct map {
    int file; /* -1: none */
    char *path;
    uint32_t np, ring;
    uint64_t ticks, start_ns; /* the clock of the records against CLOCK_MONOTONIC */
    bool broken;              /* something could not be read */
};

int map_create(struct map *map, const char *path, int np, uint32_t ring,
               struct error *error) MUST_USE;
void map_done(struct map *map);

/* What a slot's head says; zeroes (and broken) when it cannot be read. */
struct slot_view {
    uint32_t pid, threads, lost, other_thread;
    uint64_t base, end, polls, poll_where;
    uint32_t poll_call, idle;
    uint64_t entered;
};
struct slot_view map_slot(struct map *map, int rank);
uint64_t map_head(struct map *map, int rank); /* see watch_head() */
void map_totals(struct map *map, int rank, uint64_t totals[CALL_COUNT]);

/* Up to `most` cells from number `from` on, of so many; returns how many. */
size_t map_read(struct map *map, int rank, uint64_t from, uint64_t count, struct watch_cell *cells,
                size_t most);
void map_taken(struct map *map, int rank, uint64_t taken, uint64_t looped);

/* The process behind a rank in our own numbering, as the kernel tells it; 0 when it cannot be
 * known. */
pid_t map_process(struct map *map, int rank);

/* Nanoseconds of CLOCK_MONOTONIC for a record's time; to be asked after the run. */
uint64_t map_nanoseconds(const struct map *map, uint64_t ticks, uint64_t now_ticks,
                         uint64_t now_ns);
uint64_t monotonic_ns(void);

#endif
