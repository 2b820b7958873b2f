/* SPDX-License-Identifier: MIT */
/* Bytes of unknown origin as UTF-8. */
#ifndef MPIGRADE_BASE_UTF8_H
#define MPIGRADE_BASE_UTF8_H

#include "base/attributes.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { UTF8_REPLACEMENT = 0xfffd };

/* Decodes the character at the start of `length` > 0 bytes and returns how many bytes it takes.
 * What is not valid (too long forms, surrogates and what lies above U+10FFFF included) is one byte
 * that decodes to U+FFFD. */
size_t utf8_decode(const char *bytes, size_t length, uint32_t *ret_character) MUST_USE;

/* Encodes a character to at most 4 bytes and returns how many. */
size_t utf8_encode(uint32_t character, char ret_bytes[4]) MUST_USE;

/* A malloc()ed copy, NUL-terminated, in which each byte that is not valid became U+FFFD. */
char *utf8_repair(const char *bytes, size_t length, size_t *ret_length) MUST_USE;

/* How much of `length` bytes of UTF-8 fits into `most` and ends between two characters. */
size_t utf8_fitting(const char *text, size_t length, size_t most) MUST_USE;

/* Columns that a character takes on a terminal; 1 where the locale does not know. */
int utf8_width(uint32_t character);

/* Whether a terminal might obey it rather than show it: control characters, and those that change
 * the direction of text or show nothing. */
bool utf8_is_control(uint32_t character);

#endif
