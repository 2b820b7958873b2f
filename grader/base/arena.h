/* SPDX-License-Identifier: MIT */
/* An arena holds everything of one lifetime (a rubric, one graded submission) and is freed at once.
 * Allocation never fails: without memory the process dies with status 3, so callers need not check.
 */
#ifndef MPIGRADE_BASE_ARENA_H
#define MPIGRADE_BASE_ARENA_H

#include "base/attributes.h"

#include <stdarg.h>
#include <stddef.h>

struct arena;

struct arena *arena_new(void);
void arena_free(struct arena *arena); /* NULL is fine */
/* Gives all that `child` holds to `arena`; `child` itself is gone. */
void arena_adopt(struct arena *arena, struct arena *child);

/* Zeroed, aligned for any type. */
void *arena_alloc(struct arena *arena, size_t size) MUST_USE;
/* `count` zeroed elements; dies when the product overflows. */
void *arena_array(struct arena *arena, size_t count, size_t size) MUST_USE;
char *arena_strdup(struct arena *arena, const char *text) MUST_USE; /* NULL gives NULL */
char *arena_strndup(struct arena *arena, const char *bytes, size_t length) MUST_USE;
char *arena_printf(struct arena *arena, const char *format, ...) PRINTF(2, 3) MUST_USE;
char *arena_vprintf(struct arena *arena, const char *format, va_list args) PRINTF(2, 0) MUST_USE;

/* `items` is the address of a pointer to an array of elements of `size` bytes. Makes room for one
 * element behind `*count`, counts it and returns it, zeroed. Start with NULL, 0 and 0. */
void *arena_push(struct arena *arena, void *items, size_t *count, size_t *capacity,
                 size_t size) MUST_USE;

void arena_cleanup(struct arena **arena);
#define ARENA_AUTO CLEANUP(arena_cleanup) struct arena *

#endif
