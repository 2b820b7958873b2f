/* SPDX-License-Identifier: MIT */
#include "base/arena.h"

#include "base/error.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Under AddressSanitizer each object gets a block of its own, or overflows inside a block would
 * stay invisible. */
#if defined(__SANITIZE_ADDRESS__)
#define BLOCK_SIZE ((size_t)1)
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define BLOCK_SIZE ((size_t)1)
#endif
#endif
#ifndef BLOCK_SIZE
#define BLOCK_SIZE ((size_t)16384)
#endif

struct block {
    struct block *next;
    size_t used, size;
    alignas(max_align_t) char bytes[];
};

struct arena {
    struct block *blocks; /* owned; the newest first */
};

struct arena *arena_new(void) {
    struct arena *arena = calloc(1, sizeof *arena);
    if (arena == NULL)
        die("out of memory");
    return arena;
}

void arena_free(struct arena *arena) {
    if (arena == NULL)
        return;
    for (struct block *block = arena->blocks, *next; block != NULL; block = next) {
        next = block->next;
        free(block);
    }
    free(arena);
}

void arena_adopt(struct arena *arena, struct arena *child) {
    struct block **end = &arena->blocks;
    while (*end != NULL)
        end = &(*end)->next;
    *end = child->blocks;
    free(child);
}

void arena_cleanup(struct arena **arena) {
    arena_free(*arena);
}

static struct block *block_new(size_t least) {
    size_t size = least > BLOCK_SIZE ? least : BLOCK_SIZE;
    struct block *block = calloc(1, sizeof *block + size);
    if (block == NULL)
        die("out of memory (%zu bytes)", size);
    block->size = size;
    return block;
}

void *arena_alloc(struct arena *arena, size_t size) {
    const size_t align = alignof(max_align_t);
    if (size > SIZE_MAX / 2)
        die("out of memory (%zu bytes)", size);
    size = size == 0 ? align : (size + align - 1) / align * align;
    struct block *block = arena->blocks;
    if (block == NULL || block->size - block->used < size) {
        struct block *fresh = block_new(size);
        if (block != NULL && size > BLOCK_SIZE / 4) {
            /* A large object goes behind the newest block, whose room stays in use. */
            fresh->next = block->next;
            block->next = fresh;
        } else {
            fresh->next = block;
            arena->blocks = fresh;
        }
        block = fresh;
    }
    void *result = block->bytes + block->used;
    block->used += size;
    return result;
}

void *arena_array(struct arena *arena, size_t count, size_t size) {
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes))
        die("out of memory (%zu times %zu bytes)", count, size);
    return arena_alloc(arena, bytes);
}

char *arena_strndup(struct arena *arena, const char *bytes, size_t length) {
    char *copy = arena_alloc(arena, length + 1);
    if (length > 0)
        memcpy(copy, bytes, length);
    return copy;
}

char *arena_strdup(struct arena *arena, const char *text) {
    return text == NULL ? NULL : arena_strndup(arena, text, strlen(text));
}

char *arena_vprintf(struct arena *arena, const char *format, va_list args) {
    va_list again;
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, again);
    va_end(again);
    if (length < 0)
        die("cannot format a message");
    char *text = arena_alloc(arena, (size_t)length + 1);
    (void)vsnprintf(text, (size_t)length + 1, format, args);
    return text;
}

char *arena_printf(struct arena *arena, const char *format, ...) {
    va_list args;
    va_start(args, format);
    char *text = arena_vprintf(arena, format, args);
    va_end(args);
    return text;
}

void *arena_push(struct arena *arena, void *items, size_t *count, size_t *capacity, size_t size) {
    void **list = items; /* the address of the caller's pointer */
    if (*count == *capacity) {
        size_t wider = *capacity == 0 ? 8 : *capacity * 2;
        void *grown = arena_array(arena, wider, size);
        if (*count > 0)
            memcpy(grown, *list, *count * size);
        *list = grown;
        *capacity = wider;
    }
    return (char *)*list + (*count)++ * size;
}
