/* SPDX-License-Identifier: MIT */
/* A hash table from numbers to pointers. The keys come from hostile records: who owns a table
 * bounds it. */
#ifndef MPIGRADE_WATCH_INDEX_H
#define MPIGRADE_WATCH_INDEX_H

#include <stddef.h>
#include <stdint.h>

struct index_slot {
    uint64_t key;
    void *value; /* NULL: free */
};

struct index {
    struct index_slot *slots;
    size_t capacity, count;
};

void *index_get(const struct index *index, uint64_t key);       /* NULL when there is none */
void index_put(struct index *index, uint64_t key, void *value); /* value is not NULL */
void *index_remove(struct index *index, uint64_t key);          /* what was there, or NULL */
void index_done(struct index *index);                           /* not the values */

/* Visits all: `for (size_t i = 0; (value = index_next(&index, &i));)`. */
void *index_next(const struct index *index, size_t *position);

#endif
