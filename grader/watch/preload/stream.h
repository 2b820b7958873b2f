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
 * put together in registers, since loads of what was just stored in smaller pieces are slow.
 * stream_goes_on() is to be asked first. */
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

/* ---- loops ---- */

/* What comes next if the loop that we are in goes on. */
struct stream_next {
    const uint64_t *known; /* the words of the record; NULL: we are in no loop */
    uint64_t number;       /* of the cell */
    uint32_t requests;     /* that POST and NAMED have told of */
};
extern struct stream_next stream_next;

void stream_step(enum watch_record_kind kind); /* it did come */

/* All of a cell but its time. */
static inline uint64_t stream_number(enum watch_record_kind kind, uint32_t place, uint16_t far0,
                                     uint16_t far1, uint16_t far2) {
    return (uint64_t)kind | (uint64_t)place << 8 | (uint64_t)far0 << 16 | (uint64_t)far1 << 32 |
           (uint64_t)far2 << 48;
}

/* How far the request is from the latest; false: too far for a cell. */
static inline bool stream_distance(uint32_t request, uint32_t latest, uint16_t *ret) {
    int32_t far = (int32_t)(request - latest);
    *ret = (uint16_t)far;
    return far == (int16_t)far;
}

static inline bool stream_same(const uint64_t *one, const uint64_t *other) {
    return ((one[0] ^ other[0]) | (one[2] ^ other[2]) | (one[3] ^ other[3]) | (one[4] ^ other[4]) |
            (one[5] ^ other[5]) | (one[6] ^ other[6])) == 0;
}

/* Whether the record is what comes next; then that is all there is to tell. */
static inline bool stream_goes_on(enum watch_record_kind kind,
                                  const uint64_t words[WATCH_RECORD_WORDS], uint32_t request) {
    const uint64_t place = UINT64_C(0xff) << 8;
    const uint32_t requests = stream_next.requests + (kind == RECORD_POST);
    uint16_t far = 0;
    if (!stream_next.known || kind == RECORD_NAMED ||
        ((kind == RECORD_POST || kind == RECORD_DONE) && !stream_distance(request, requests, &far)))
        return false;
    if ((stream_next.number & ~place) != stream_number(RECORD_AGAIN, 0, far, 0, 0) ||
        !stream_same(stream_next.known, words))
        return false;
    stream_next.requests = requests;
    stream_step(kind);
    return true;
}

/* Requests in cells; false (and nothing is put) when one of them cannot be told so. */
bool stream_requests(size_t count, const uint32_t *requests);

#endif
