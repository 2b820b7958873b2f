/* SPDX-License-Identifier: MIT */
/* What is kept of a stream, against the whole stream: the first byte is the cap, each following
 * byte before a piece is its length. */
#include "base/error.h"
#include "launch/keep.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const struct stream *stream, const struct bytes *whole, size_t cap) {
    size_t kept = stream->head_length + stream->tail_length;
    if (kept + stream->dropped != whole->length || kept > cap)
        die("%zu kept and %llu dropped of %zu", kept, (unsigned long long)stream->dropped,
            whole->length);
    if (memcmp(stream->head, bytes_text(whole), stream->head_length) != 0 ||
        stream->head[stream->head_length] != '\0')
        die("another head");
    if (stream->tail_length > 0 &&
        memcmp(stream->tail, bytes_text(whole) + whole->length - stream->tail_length,
               stream->tail_length) != 0)
        die("another tail");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size == 0)
        return 0;
    const size_t cap = (size_t)data[0] + 2;
    BYTES_AUTO whole = {.cap = size};
    ARENA_AUTO arena = arena_new();
    struct keep keep;
    keep_init(&keep, cap);
    for (size_t at = 1; at < size;) {
        size_t length = data[at++];
        length = length < size - at ? length : size - at;
        keep_add(&keep, (const char *)data + at, length);
        bytes_append(&whole, data + at, length);
        at += length;
    }
    struct stream stream;
    keep_finish(&keep, arena, &stream);
    if (keep_total(&keep) != whole.length)
        die("another total");
    check(&stream, &whole, cap);
    keep_done(&keep);
    return 0;
}
