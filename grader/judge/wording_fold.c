/* SPDX-License-Identifier: MIT */
/* Folding: a list printed one element a line. Lines of one rank that follow each other and have the
 * same shape are a run. The values that vary in some run of the shape, on whatever rank, are
 * elements (or indices): in every run of the shape each of them becomes one list. The others, such
 * as the rank, stay as they are. */
#include "judge/wording.h"

#include <string.h>

struct varying {
    const char *shape;
    unsigned places; /* bits */
};

struct folder {
    struct learner *learner;
    struct varying shapes[SHAPES_MAX];
    size_t shape_count;
};

/* How many lines from `first` on are one run. */
static size_t run_length(const struct view *view, size_t first) {
    const struct worded *lines = &view->lines[first];
    size_t count = 1;
    while (first + count < view->count && lines[count].rank == lines[0].rank &&
           lines[count].of_case == lines[0].of_case &&
           lines[count].first == lines[count - 1].first + lines[count - 1].count &&
           strcmp(lines[count].tokens.shape, lines[0].tokens.shape) == 0)
        count++;
    return count;
}

static unsigned varying_places(const struct worded *lines, size_t count) {
    unsigned places = 0;
    for (size_t i = 1; i < count; i++)
        for (size_t t = 0; t < lines[0].tokens.count; t++)
            if (!value_equal(&lines[0].tokens.items[t].value, &lines[i].tokens.items[t].value))
                places |= 1u << t;
    return places;
}

/* The entry of a shape; NULL when there are too many shapes. */
static struct varying *entry_of(struct folder *folder, const char *shape) {
    for (size_t i = 0; i < folder->shape_count; i++)
        if (strcmp(folder->shapes[i].shape, shape) == 0)
            return &folder->shapes[i];
    if (folder->shape_count == SHAPES_MAX)
        return NULL;
    struct varying *entry = &folder->shapes[folder->shape_count++];
    *entry = (struct varying){.shape = shape};
    return entry;
}

/* The values at one place of a run: dictionaries are one dictionary, all else is a list. */
static struct value gathered(struct arena *arena, const struct worded *lines, size_t count,
                             size_t place) {
    struct value *items = NULL;
    size_t item_count = 0, capacity = 0;
    bool pairs = lines[0].tokens.items[place].value.type == VALUE_DICT;
    for (size_t i = 0; i < count; i++) {
        const struct value *value = &lines[i].tokens.items[place].value;
        bool several = pairs ? value->type == VALUE_DICT
                             : value->type == VALUE_LIST && value->count == 1; /* an index: [2] */
        for (size_t k = 0; k < (several ? value->count : 1); k++)
            *(struct value *)arena_push(arena, &items, &item_count, &capacity, sizeof *items) =
                several ? value->items[k] : *value;
    }
    return (struct value){
        .type = pairs ? VALUE_DICT : VALUE_LIST, .count = item_count, .items = items};
}

static void fold_run(struct folder *folder, const struct worded *lines, size_t count) {
    struct arena *arena = folder->learner->arena;
    const struct varying *varying = entry_of(folder, lines[0].tokens.shape);
    struct worded whole = lines[0];
    if (varying == NULL || varying->places == 0)
        return;
    whole.tokens.items = arena_array(arena, whole.tokens.count, sizeof *whole.tokens.items);
    memcpy(whole.tokens.items, lines[0].tokens.items,
           whole.tokens.count * sizeof *whole.tokens.items);
    for (size_t t = 0; t < whole.tokens.count; t++)
        if ((varying->places & 1u << t) != 0)
            whole.tokens.items[t].value = gathered(arena, lines, count, t);
    whole.count = lines[count - 1].first + lines[count - 1].count - lines[0].first;
    view_add(folder->learner, VIEW_FOLDED, &whole);
}

void wording_fold(struct learner *learner, size_t from) {
    struct folder *folder = arena_alloc(learner->arena, sizeof *folder);
    folder->learner = learner;
    const struct view *view = &learner->views[from];
    for (size_t i = 0, count; i < view->count; i += count) {
        count = run_length(view, i);
        struct varying *entry = entry_of(folder, view->lines[i].tokens.shape);
        if (entry != NULL)
            entry->places |= varying_places(&view->lines[i], count);
    }
    for (size_t i = 0, count; i < view->count; i += count) {
        count = run_length(view, i);
        fold_run(folder, &view->lines[i], count);
    }
}
