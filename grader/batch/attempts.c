/* SPDX-License-Identifier: MIT */
/* Which files together are an attempt. Programs, archives, notebooks and answers make one by their
 * exercise and number; other files go along with those they lie with. */
#include "batch/layouts.h"

#include "base/files.h"
#include "base/messages.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- order ---- */

static int compare_numbers(int64_t a, int64_t b) {
    return (a > b) - (a < b);
}

/* Items that are equal here are one attempt. */
static int compare_attempts(const struct item *a, const struct item *b) {
    int order = compare_numbers((int64_t)a->person, (int64_t)b->person);
    if (order == 0)
        order = compare_numbers(a->exercise, b->exercise);
    if (order == 0)
        order = compare_numbers(a->order, b->order);
    if (order == 0)
        order = compare_numbers(a->time, b->time);
    return order != 0 ? order : strcmp(a->set, b->set);
}

static int by_attempt(const void *a, const void *b) {
    int order = compare_attempts(a, b);
    return order != 0 ? order
                      : strcmp(((const struct item *)a)->path, ((const struct item *)b)->path);
}

static void sort(struct items *items) {
    if (items->count > 0)
        qsort(items->items, items->count, sizeof *items->items, by_attempt);
}

static void add(struct arena *arena, struct items *items, const struct item *item) {
    *(struct item *)arena_push(arena, &items->items, &items->count, &items->capacity,
                               sizeof *items->items) = *item;
}

/* ---- what goes along ---- */

/* Whether one of the files lies in the other's folder, or below it. */
static bool lies_with(const char *a, const char *b) {
    size_t x = (size_t)(path_base(a) - a), y = (size_t)(path_base(b) - b);
    return strncmp(a, b, x < y ? x : y) == 0;
}

enum along {
    ALONG_FOLDER,   /* with those in its folder, of its exercise if it names one */
    ALONG_EXERCISE, /* with those of its exercise */
    ALONG_PERSON,   /* with the only attempt that there is */
};

static bool goes_along(enum along along, const struct item *item, const struct item *with) {
    if (item->exercise >= 0 && item->exercise != with->exercise)
        return false;
    if (strcmp(item->set, with->set) != 0)
        return false;
    switch (along) {
    case ALONG_FOLDER:
        return lies_with(item->path, with->path);
    case ALONG_EXERCISE:
        return item->exercise >= 0;
    case ALONG_PERSON:
        break;
    }
    return true;
}

/* Items of one person: [first, behind) of what is graded, sorted. */
struct slice {
    const struct item *first, *behind;
};

/* Adds a copy of `item` to each attempt of the slice that it goes along with. */
static size_t add_along(struct arena *arena, enum along along, struct slice slice,
                        const struct item *item, struct items *ret) {
    size_t added = 0;
    if (along == ALONG_PERSON && slice.first != slice.behind &&
        compare_attempts(slice.first, slice.behind - 1) != 0)
        return 0;
    for (const struct item *with = slice.first; with < slice.behind; with++) {
        bool again = added > 0 && compare_attempts(with, &ret->items[ret->count - 1]) == 0;
        if (again || !goes_along(along, item, with))
            continue;
        struct item copy = *with;
        copy.path = item->path;
        copy.where = item->where;
        copy.below = item->below;
        copy.renamed = item->renamed;
        copy.is_main = false;
        add(arena, ret, &copy);
        added++;
    }
    return added;
}

/* What no program is beside makes an attempt of its own, if it names an exercise: it was handed in
 * for that, and grading says what is missing. */
static void place_item(struct reader_of_layout *reader, struct slice slice, const struct item *item,
                       struct items *ret) {
    for (enum along along = ALONG_FOLDER; along <= ALONG_PERSON; along++)
        if (add_along(reader->arena, along, slice, item, ret) > 0)
            return;
    if (item->exercise >= 0)
        add(reader->arena, ret, item);
    else
        scan_stray(reader->scan, item->path,
                   item->exercise == -1
                       ? _("it names no exercise of the course: call it, or its folder, like the "
                           "exercise, or add its name to \"names\" in the course file")
                       : _("it may mean several exercises: call it, or its folder, like one"));
}

/* The graded things come to the front of *ret; the others are placed beside them. */
static void place_all(struct reader_of_layout *reader, const struct items *items,
                      struct items *ret) {
    struct items mains = {0}, others = {0};
    for (size_t i = 0; i < items->count; i++) {
        const struct item *item = &items->items[i];
        add(reader->arena, item->is_main && item->exercise >= 0 ? &mains : &others, item);
    }
    sort(&mains);
    sort(&others);
    for (size_t i = 0; i < mains.count; i++)
        add(reader->arena, ret, &mains.items[i]);
    const struct item *at = mains.items, *end = mains.count == 0 ? at : mains.items + mains.count;
    for (size_t i = 0; i < others.count; i++) {
        const struct item *item = &others.items[i];
        while (at < end && at->person < item->person)
            at++;
        struct slice slice = {.first = at, .behind = at};
        while (slice.behind < end && slice.behind->person == item->person)
            slice.behind++;
        if (item->is_main) /* a program without an exercise goes with nothing */
            slice.behind = slice.first;
        place_item(reader, slice, item, ret);
    }
    sort(ret);
}

/* ---- paths ---- */

/* The attempt under way. */
struct making {
    struct reader_of_layout *reader;
    const struct item *items; /* sorted by path */
    size_t count;
    size_t path_count, path_capacity;
    const char **paths;
    const char *name; /* of the first of them */
};

static bool begins(const char *path, const char *folder, size_t length) {
    return strncmp(path, folder, length) == 0 && path[length] == '/';
}

/* How much of an item's path is a folder in which all files belong to this attempt: the highest
 * one; all of the path when there is none. */
static size_t own_folder_length(const struct making *making, const char *path) {
    for (const char *slash = strchr(path, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        size_t length = (size_t)(slash - path), all, own = 0;
        (void)scan_below(making->reader->scan, path, length, &all);
        for (size_t i = 0; all <= making->count && i < making->count; i++)
            own += begins(making->items[i].path, path, length);
        if (own == all)
            return length;
    }
    return strlen(path);
}

static void add_path(struct making *making, const char *path, const char *name) {
    if (making->path_count == 0) {
        size_t length;
        char *shown = utf8_repair(name, strlen(name), &length);
        making->name = arena_strndup(making->reader->arena, shown, length);
        free(shown);
    }
    *(const char **)arena_push(making->reader->arena, &making->paths, &making->path_count,
                               &making->path_capacity, sizeof *making->paths) = path;
}

static void choose_paths(struct making *making) {
    const char *last = NULL;
    size_t last_length = 0;
    for (size_t i = 0; i < making->count; i++) {
        const struct item *item = &making->items[i];
        if (last != NULL && begins(item->path, last, last_length))
            continue;
        size_t length = own_folder_length(making, item->path), whole = strlen(item->path);
        if (length < whole) {
            last = item->path;
            last_length = length;
        }
        struct arena *arena = making->reader->arena;
        add_path(making, arena_strndup(arena, item->where, strlen(item->where) - (whole - length)),
                 arena_strndup(arena, item->path, length));
    }
}

/* Names of a platform's ("perezana_1_2_util.h") would part files that include each other. */
static bool needs_own_names(const struct making *making) {
    bool renamed = false;
    for (size_t i = 0; i < making->count; i++)
        renamed = renamed || making->items[i].renamed;
    return renamed && making->count > 1 && making->reader->scan->scratch != NULL;
}

/* Copies the files of an attempt to a folder of its own, under the names that the student gave. */
static int copy_files(struct making *making, struct error *error) {
    struct scan *scan = making->reader->scan;
    const char *folder = arena_printf(scan->arena, "%s/%zu", scan->scratch, scan->unpacked++);
    if (folder_make(folder, error) != 0)
        return -1;
    for (size_t i = 0; i < making->count; i++) {
        const struct item *item = &making->items[i];
        const char *to = path_join(scan->arena, folder, path_base(item->below));
        if (access(to, F_OK) == 0) /* the first of that name */
            continue;
        if (file_copy(item->where, to, error) != 0)
            return -1;
    }
    add_path(making, folder, making->items[0].path);
    return 0;
}

/* ---- all of them ---- */

static int make_attempt(struct making *making, struct attempt *attempt, struct error *error) {
    const struct item *first = making->items;
    if (!needs_own_names(making))
        choose_paths(making);
    else if (copy_files(making, error) != 0)
        return -1;
    *attempt = (struct attempt){.student = first->person,
                                .exercise = (size_t)first->exercise,
                                .time = first->time,
                                .path_count = making->path_count,
                                .paths = making->paths,
                                .name = making->name};
    for (size_t i = 0; i < making->count; i++)
        attempt->late = attempt->late || making->items[i].late;
    if (making->path_count > 1)
        attempt->name = arena_printf(making->reader->arena, _("%s and %zu more"), making->name,
                                     making->path_count - 1);
    return 0;
}

static void number_attempts(struct handed_in *handed_in) {
    for (size_t i = 0; i < handed_in->attempt_count; i++) {
        struct attempt *attempt = &handed_in->attempts[i], *before = attempt - 1;
        bool again =
            i > 0 && before->student == attempt->student && before->exercise == attempt->exercise;
        attempt->number = again ? before->number + 1 : 1;
        attempt->counts = true;
        if (again)
            before->counts = false;
    }
}

int attempts_make(struct reader_of_layout *reader, struct items *items, struct handed_in *handed_in,
                  struct error *error) {
    struct items placed = {0};
    size_t capacity = 0;
    place_all(reader, items, &placed);
    for (size_t i = 0, next; i < placed.count; i = next) {
        for (next = i + 1; next < placed.count; next++)
            if (compare_attempts(&placed.items[i], &placed.items[next]) != 0)
                break;
        struct making making = {.reader = reader, .items = &placed.items[i], .count = next - i};
        struct attempt attempt;
        if (make_attempt(&making, &attempt, error) != 0)
            return -1;
        *(struct attempt *)arena_push(reader->arena, &handed_in->attempts,
                                      &handed_in->attempt_count, &capacity,
                                      sizeof *handed_in->attempts) = attempt;
    }
    number_attempts(handed_in);
    scan_sort(reader->scan);
    const struct people *people = reader->people;
    handed_in->student_count = people->count;
    handed_in->students = people->students;
    handed_in->in_roster = arena_array(reader->arena, people->count, sizeof(bool));
    for (size_t i = 0; i < people->count; i++)
        handed_in->in_roster[i] = people->roster_count == 0 || i < people->roster_count;
    handed_in->stray_count = reader->scan->stray_count;
    handed_in->strays = reader->scan->strays;
    return 0;
}
