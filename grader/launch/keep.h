/* SPDX-License-Identifier: MIT */
/* What is kept of an endless stream: its head and its tail; memory stays under the cap. */
#ifndef MPIGRADE_LAUNCH_KEEP_H
#define MPIGRADE_LAUNCH_KEEP_H

#include "base/arena.h"
#include "base/bytes.h"
#include "capture/capture.h"

#include <stddef.h>
#include <stdint.h>

struct keep {
    struct bytes head; /* the first half of the cap */
    char *ring;        /* owned; the last `ring_size` bytes behind the head; NULL until needed */
    size_t ring_size;
    uint64_t ringed; /* bytes that went into the ring so far */
};

void keep_init(struct keep *keep, size_t cap);
void keep_add(struct keep *keep, const char *data, size_t length);
uint64_t keep_total(const struct keep *keep);
void keep_finish(const struct keep *keep, struct arena *arena, struct stream *ret_stream);
void keep_done(struct keep *keep);

#endif
