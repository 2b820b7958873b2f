/* SPDX-License-Identifier: MIT */
#ifndef MPIGRADE_BASE_SHA256_H
#define MPIGRADE_BASE_SHA256_H

#include "base/error.h"

#include <stddef.h>

#define SHA256_HEX_SIZE 65 /* 64 hexadecimal digits and a NUL */

void sha256_hex(const void *bytes, size_t length, char ret_hex[SHA256_HEX_SIZE]);

/* Of a file's content. 0, or -1 and an ERROR_FAULT that names the file. */
int sha256_file(const char *path, char ret_hex[SHA256_HEX_SIZE], struct error *error) MUST_USE;

#endif
