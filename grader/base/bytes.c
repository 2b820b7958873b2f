/* SPDX-License-Identifier: MIT */
#include "base/bytes.h"

#include "base/error.h"

#include <stdlib.h>
#include <string.h>

static void make_room(struct bytes *bytes, size_t length) {
    if (length < bytes->capacity)
        return;
    size_t capacity = bytes->capacity == 0 ? 256 : bytes->capacity;
    while (capacity <= length)
        capacity *= 2;
    char *data = realloc(bytes->data, capacity);
    if (data == NULL)
        die("out of memory (%zu bytes)", capacity);
    bytes->data = data;
    bytes->capacity = capacity;
}

void bytes_append(struct bytes *bytes, const void *data, size_t length) {
    size_t room = bytes->cap - bytes->length;
    size_t kept = length < room ? length : room;
    bytes->dropped += length - kept;
    make_room(bytes, bytes->length + kept);
    if (kept > 0)
        memcpy(bytes->data + bytes->length, data, kept);
    bytes->length += kept;
    bytes->data[bytes->length] = '\0';
}

const char *bytes_text(const struct bytes *bytes) {
    return bytes->data == NULL ? "" : bytes->data;
}

void bytes_done(struct bytes *bytes) {
    free(bytes->data);
    *bytes = (struct bytes){.cap = bytes->cap};
}
