/* SPDX-License-Identifier: MIT */
/* The decoder of what comes out of a sandbox over the agents' socket. What it accepts means the
 * same when it is encoded and decoded again. */
#include "launch/wire.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct wire message, again;
    if (wire_decode(data, size, &message) < 0)
        return 0;
    uint8_t bytes[WIRE_SIZE];
    wire_encode(&message, bytes);
    if (wire_decode(bytes, sizeof bytes, &again) < 0 || again.kind != message.kind ||
        again.rank != message.rank || again.size != message.size ||
        again.exit_code != message.exit_code || again.signal != message.signal ||
        again.error != message.error || again.cpu_us != message.cpu_us ||
        again.peak_bytes != message.peak_bytes)
        abort();
    return 0;
}
