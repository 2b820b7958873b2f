/* SPDX-License-Identifier: MIT */
/* This rank's slot of the mapped file, and its ring: cells are put between stream_begin() and
 * stream_end(), and the grader sees all or none of them. */
#ifndef MPIGRADE_WATCH_PRELOAD_STREAM_H
#define MPIGRADE_WATCH_PRELOAD_STREAM_H

#include "watch/layout.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

bool stream_take_slot(void);  /* at the first MPI call; false: nobody watches */
void stream_new_thread(void); /* this thread calls MPI, too */

/* True with room for so many whole records, to be ended; false when recording has stopped. */
bool stream_begin(uint64_t records);
void stream_end(void);

/* The time of a record; see WATCH_TIMED. */
uint64_t stream_time(enum watch_record_kind kind);

/* The next whole record, to be filled. */
struct watch_record *stream_record(void);
/* A record whose like may have been told before, as its words, without its time and its request:
 * put together in registers, since loads of what was just stored in smaller pieces are slow. */
void stream_again(enum watch_record_kind kind, const uint64_t words[WATCH_RECORD_WORDS],
                  uint64_t time, uint32_t request);

/* Two neighbouring 32-bit fields of a record as one word of it. */
static inline uint64_t stream_pair(uint32_t first, uint32_t second) {
    return __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ ? first | (uint64_t)second << 32
                                                     : second | (uint64_t)first << 32;
}

/* What every record begins with. */
static inline uint64_t stream_head(enum watch_record_kind kind, uint8_t flags, enum watch_call call,
                                   uint32_t comm) {
    return __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
               ? stream_pair((uint32_t)kind | (uint32_t)flags << 8 | (uint32_t)call << 16, comm)
               : stream_pair((uint32_t)kind << 24 | (uint32_t)flags << 16 | (uint32_t)call, comm);
}

/* Requests in cells; false (and nothing is put) when one of them cannot be told so. */
bool stream_requests(size_t count, const uint32_t *requests);

#endif
