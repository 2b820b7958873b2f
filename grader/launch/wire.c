/* SPDX-License-Identifier: MIT */
#include "launch/wire.h"

#include <stdbool.h>
#include <string.h>

static const uint32_t magic = 0x6d706731; /* "mpg1" */

static void put(uint8_t **at, uint64_t value, int bytes) {
    for (int i = 0; i < bytes; i++)
        *(*at)++ = (uint8_t)(value >> (8 * i));
}

static uint64_t get(const uint8_t **at, int bytes) {
    uint64_t value = 0;
    for (int i = 0; i < bytes; i++)
        value |= (uint64_t) * (*at)++ << (8 * i);
    return value;
}

void wire_encode(const struct wire *message, uint8_t ret_bytes[WIRE_SIZE]) {
    memset(ret_bytes, 0, WIRE_SIZE);
    uint8_t *at = ret_bytes;
    put(&at, magic, 4);
    put(&at, (uint32_t)message->kind, 4);
    put(&at, (uint32_t)message->rank, 4);
    put(&at, (uint32_t)message->size, 4);
    put(&at, (uint32_t)message->exit_code, 4);
    put(&at, (uint32_t)message->signal, 4);
    put(&at, (uint32_t)message->error, 4);
    put(&at, 0, 4);
    put(&at, (uint64_t)message->cpu_us, 8);
    put(&at, (uint64_t)message->peak_bytes, 8);
}

static bool sane(const struct wire *message) {
    switch (message->kind) {
    case WIRE_HELLO:
        return message->rank >= 0 && message->rank < message->size &&
               message->size <= WIRE_RANKS_MAX;
    case WIRE_GO:
    case WIRE_STARTED:
    case WIRE_DISMISSED:
    case WIRE_BYE:
        return true;
    case WIRE_FAILED:
        return message->error > 0;
    case WIRE_ENDED:
        return message->cpu_us >= 0 && message->peak_bytes >= 0 &&
               (message->signal == 0
                    ? message->exit_code >= 0 && message->exit_code <= 255
                    : message->exit_code == -1 && message->signal > 0 && message->signal <= 64);
    }
    return false;
}

int wire_decode(const uint8_t *bytes, size_t length, struct wire *ret_message) {
    const uint8_t *at = bytes;
    if (length != WIRE_SIZE || get(&at, 4) != magic)
        return -1;
    struct wire message;
    message.kind = (enum wire_kind)get(&at, 4);
    message.rank = (int32_t)get(&at, 4);
    message.size = (int32_t)get(&at, 4);
    message.exit_code = (int32_t)get(&at, 4);
    message.signal = (int32_t)get(&at, 4);
    message.error = (int32_t)get(&at, 4);
    (void)get(&at, 4);
    message.cpu_us = (int64_t)get(&at, 8);
    message.peak_bytes = (int64_t)get(&at, 8);
    if (!sane(&message))
        return -1;
    *ret_message = message;
    return 0;
}
