/* SPDX-License-Identifier: MIT */
#include "launch/keep.h"

#include "base/error.h"

#include <stdlib.h>
#include <string.h>

void keep_init(struct keep *keep, size_t cap) {
    *keep = (struct keep){.head = {.cap = cap / 2}, .ring_size = cap - cap / 2};
}

static void ring_add(struct keep *keep, const char *data, size_t length) {
    if (keep->ring == NULL)
        keep->ring = malloc(keep->ring_size);
    if (keep->ring == NULL)
        die("out of memory (%zu bytes)", keep->ring_size);
    if (length > keep->ring_size) { /* only the end of it can stay */
        keep->ringed += length - keep->ring_size;
        data += length - keep->ring_size;
        length = keep->ring_size;
    }
    size_t at = (size_t)(keep->ringed % keep->ring_size);
    size_t first = length < keep->ring_size - at ? length : keep->ring_size - at;
    memcpy(keep->ring + at, data, first);
    memcpy(keep->ring, data + first, length - first);
    keep->ringed += length;
}

void keep_add(struct keep *keep, const char *data, size_t length) {
    size_t room = keep->head.cap - keep->head.length;
    size_t first = length < room ? length : room;
    if (first > 0)
        bytes_append(&keep->head, data, first);
    if (length > first)
        ring_add(keep, data + first, length - first);
}

uint64_t keep_total(const struct keep *keep) {
    return keep->head.length + keep->ringed;
}

/* The ring's bytes in the order in which they came. */
static void ring_copy(const struct keep *keep, char *to) {
    if (keep->ringed <= keep->ring_size) {
        memcpy(to, keep->ring, (size_t)keep->ringed);
        return;
    }
    size_t at = (size_t)(keep->ringed % keep->ring_size);
    memcpy(to, keep->ring + at, keep->ring_size - at);
    memcpy(to + keep->ring_size - at, keep->ring, at);
}

void keep_finish(const struct keep *keep, struct arena *arena, struct stream *ret_stream) {
    const bool whole = keep->ringed <= keep->ring_size;
    const size_t head = keep->head.length;
    const size_t tail = whole ? (size_t)keep->ringed : keep->ring_size;
    char *bytes = arena_alloc(arena, head + tail + 2);
    memcpy(bytes, bytes_text(&keep->head), head);
    char *behind = bytes + head + (whole ? 0 : 1); /* the head's NUL */
    if (tail > 0)
        ring_copy(keep, behind);
    *ret_stream = (struct stream){
        .head = bytes,
        .head_length = whole ? head + tail : head,
        .tail = whole ? NULL : behind,
        .tail_length = whole ? 0 : tail,
        .dropped = whole ? 0 : keep->ringed - keep->ring_size,
    };
}

void keep_done(struct keep *keep) {
    bytes_done(&keep->head);
    free(keep->ring);
    keep->ring = NULL;
}
