/* SPDX-License-Identifier: MIT */
#include "base/sha256.h"

#include "base/files.h"
#include "base/messages.h"

#include <fcntl.h>
#include <nettle/sha2.h>
#include <stdint.h>
#include <stdio.h>

static void digest_hex(struct sha256_ctx *state, char ret_hex[SHA256_HEX_SIZE]) {
    uint8_t digest[SHA256_DIGEST_SIZE];
    sha256_digest(state, sizeof digest, digest);
    for (size_t i = 0; i < sizeof digest; i++)
        (void)snprintf(ret_hex + 2 * i, 3, "%02x", digest[i]);
}

void sha256_hex(const void *bytes, size_t length, char ret_hex[SHA256_HEX_SIZE]) {
    struct sha256_ctx state;
    sha256_init(&state);
    sha256_update(&state, length, bytes);
    digest_hex(&state, ret_hex);
}

int sha256_file(const char *path, char ret_hex[SHA256_HEX_SIZE], struct error *error) {
    FD_AUTO fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    if (fd < 0)
        return error_set_errno(error, ERROR_FAULT, _("cannot read %s"), path);
    struct sha256_ctx state;
    sha256_init(&state);
    uint8_t block[16384];
    ssize_t got;
    while ((got = fd_read(fd, block, sizeof block)) > 0)
        sha256_update(&state, (size_t)got, block);
    if (got < 0)
        return error_set_errno(error, ERROR_FAULT, _("cannot read %s"), path);
    digest_hex(&state, ret_hex);
    return 0;
}
