/* SPDX-License-Identifier: MIT */
#include "base/utf8.h"

#include "base/error.h"

#include <stdlib.h>
#include <string.h>
#include <wchar.h>

size_t utf8_decode(const char *bytes, size_t length, uint32_t *ret_character) {
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    unsigned char first = (unsigned char)bytes[0];
    size_t size = first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    uint32_t character = size <= 1 ? first : first & (0xffU >> (size + 1));
    *ret_character = UTF8_REPLACEMENT;
    if (size == 0 || first > 0xf4 || size > length)
        return 1;
    for (size_t i = 1; i < size; i++) {
        unsigned char next = (unsigned char)bytes[i];
        if ((next & 0xc0) != 0x80)
            return 1;
        character = character << 6 | (next & 0x3f);
    }
    if (character < least[size] || character > 0x10ffff ||
        (character >= 0xd800 && character <= 0xdfff))
        return 1;
    *ret_character = character;
    return size;
}

size_t utf8_encode(uint32_t character, char ret_bytes[4]) {
    if (character < 0x80) {
        ret_bytes[0] = (char)character;
        return 1;
    }
    size_t size = character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
    for (size_t i = size - 1; i > 0; i--, character >>= 6)
        ret_bytes[i] = (char)(0x80 | (character & 0x3f));
    ret_bytes[0] = (char)(0xf00U >> size | character);
    return size;
}

char *utf8_repair(const char *bytes, size_t length, size_t *ret_length) {
    char *text = length < SIZE_MAX / 4 ? malloc(length * 3 + 1) : NULL;
    if (text == NULL)
        die("out of memory (%zu bytes)", length);
    size_t used = 0;
    for (size_t at = 0; at < length;) {
        uint32_t character;
        size_t size = utf8_decode(bytes + at, length - at, &character);
        /* A byte that is not valid takes three; what is valid stays as long as it was. */
        used += utf8_encode(character, text + used);
        at += size;
    }
    text[used] = '\0';
    *ret_length = used;
    return text;
}

size_t utf8_fitting(const char *text, size_t length, size_t most) {
    if (length <= most)
        return length;
    while (most > 0 && ((unsigned char)text[most] & 0xc0) == 0x80)
        most--;
    return most;
}

int utf8_width(uint32_t character) {
    int width = wcwidth((wchar_t)character);
    return width < 0 ? 1 : width;
}

bool utf8_is_control(uint32_t character) {
    return character < 0x20 || (character >= 0x7f && character < 0xa0) || character == 0xad ||
           (character >= 0x200b && character <= 0x200f) ||
           (character >= 0x2028 && character <= 0x202e) ||
           (character >= 0x2060 && character <= 0x206f) || character == 0xfeff ||
           (character >= 0xfff9 && character <= 0xfffb) ||
           (character >= 0xe0000 && character <= 0xe007f);
}
