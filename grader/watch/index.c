/* SPDX-License-Identifier: MIT */
#include "watch/index.h"

#include "base/error.h"

#include <stdbool.h>
#include <stdlib.h>

static size_t home(const struct index *index, uint64_t key) {
    return (size_t)((key + 1) * UINT64_C(0x9e3779b97f4a7c15) >> 20) & (index->capacity - 1);
}

/* The key's slot, or the free one where it would go. */
static struct index_slot *slot_of(const struct index *index, uint64_t key) {
    size_t i = home(index, key);
    while (index->slots[i].value && index->slots[i].key != key)
        i = (i + 1) & (index->capacity - 1);
    return &index->slots[i];
}

void *index_get(const struct index *index, uint64_t key) {
    return index->capacity > 0 ? slot_of(index, key)->value : NULL;
}

static void widen(struct index *index) {
    struct index wider = {.capacity = index->capacity > 0 ? index->capacity * 2 : 16};
    wider.slots = calloc(wider.capacity, sizeof *wider.slots);
    if (!wider.slots)
        die("out of memory");
    for (size_t i = 0; i < index->capacity; i++)
        if (index->slots[i].value)
            *slot_of(&wider, index->slots[i].key) = index->slots[i];
    wider.count = index->count;
    free(index->slots);
    *index = wider;
}

void index_put(struct index *index, uint64_t key, void *value) {
    if ((index->count + 1) * 2 > index->capacity)
        widen(index);
    struct index_slot *slot = slot_of(index, key);
    if (!slot->value)
        index->count++;
    *slot = (struct index_slot){key, value};
}

/* Those behind the gap that were pushed over it move up, so that no marks for removed keys are
 * needed. It takes one walk, however many keys a hostile program makes collide. */
void *index_remove(struct index *index, uint64_t key) {
    if (index->capacity == 0)
        return NULL;
    size_t at = (size_t)(slot_of(index, key) - index->slots), mask = index->capacity - 1;
    void *value = index->slots[at].value;
    if (!value)
        return NULL;
    index->slots[at].value = NULL;
    index->count--;
    for (size_t i = (at + 1) & mask; index->slots[i].value; i = (i + 1) & mask) {
        size_t from_home = (i - home(index, index->slots[i].key)) & mask;
        if (from_home < ((i - at) & mask))
            continue; /* its home is behind the gap */
        index->slots[at] = index->slots[i];
        index->slots[i].value = NULL;
        at = i;
    }
    return value;
}

void *index_next(const struct index *index, size_t *position) {
    while (*position < index->capacity) {
        void *value = index->slots[(*position)++].value;
        if (value)
            return value;
    }
    return NULL;
}

void index_done(struct index *index) {
    free(index->slots);
    *index = (struct index){0};
}
