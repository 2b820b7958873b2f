/* SPDX-License-Identifier: MIT */
/* Bytes of unknown amount, kept up to a cap; what is over it is counted and not kept. Start with
 * `struct bytes b = {.cap = n};`. Dies when memory is out, as the arena does. */
#ifndef MPIGRADE_BASE_BYTES_H
#define MPIGRADE_BASE_BYTES_H

#include "base/attributes.h"

#include <stddef.h>
#include <stdint.h>

struct bytes {
    char *data; /* owned; `length` bytes with a NUL behind them; NULL before the first append */
    size_t length;
    size_t capacity;
    size_t cap;       /* most bytes that are kept */
    uint64_t dropped; /* bytes that did not fit */
};

void bytes_append(struct bytes *bytes, const void *data, size_t length);

/* The bytes with a NUL behind them, "" when there are none; valid until the next append. */
const char *bytes_text(const struct bytes *bytes);

void bytes_done(struct bytes *bytes);
#define BYTES_AUTO CLEANUP(bytes_done) struct bytes

#endif
