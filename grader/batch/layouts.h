/* SPDX-License-Identifier: MIT */
/* What each layout knows: layout_<name>.c. To add one: a row in LAYOUTS (layout.h) and such a file.
 *
 * A layout only says what a path means: whose it is, and which part of it may name the exercise.
 * Who that is (people.h), which exercise (match.h) and what belongs together (attempts.c) is the
 * same for all. */
#ifndef MPIGRADE_BATCH_LAYOUTS_H
#define MPIGRADE_BATCH_LAYOUTS_H

#include "batch/people.h"
#include "batch/scan.h"

struct reader_of_layout {
    struct arena *arena;
    const struct course *course;
    struct scan *scan;
    struct people *people;
    bool chosen; /* the layout was asked for, not recognised */
    void *own;   /* what the layout prepared */
};

/* What a file's path means. */
struct located {
    bool skip;          /* it is the platform's own file */
    const char *why;    /* owner_count 0: what is wrong, and what to do */
    size_t owner_count; /* of a group, several */
    const struct owner *owners;
    const char *above; /* folders above the student's: perhaps the exercise's name; or "" */
    const char *below; /* the file's own path, without what the platform put in front */
    int order;         /* of attempts: a later one's is higher; 1 when nothing says so */
    int64_t time;      /* when it was handed in; 0: not known */
    bool late;
    const char *set; /* files of different sets are different attempts; usually "" */
};

struct layout_kind {
    /* Recognised in this order of LAYOUTS' rows that are platforms'; the others by default. */
    bool (*recognise)(const struct reader_of_layout *reader);
    int (*prepare)(struct reader_of_layout *reader, struct error *error); /* or NULL */
    void (*locate)(struct reader_of_layout *reader, const struct file *file,
                   struct located *ret_located);
    bool (*is_like)(const char *path); /* of an entry of a whole download; or NULL */
};

extern const struct layout_kind layout_folders, layout_files, layout_moodle, layout_canvas,
    layout_gradescope, layout_classroom;

/* ---- helpers ---- */

void located_owner(const struct reader_of_layout *reader, struct located *located,
                   const struct owner *owner);

/* What a name like "alice_02" or "02-alice" says. */
struct owned {
    const char *owner; /* NULL: it names nobody */
    const char *rest;  /* the name without the owner, suffix included: perhaps the exercise */
    int order;
    bool known; /* the owner is in the roster */
};
struct owned owned_name(const struct reader_of_layout *reader, const char *name, size_t length,
                        bool is_file);

/* Whether a folder's name means an exercise and nobody. */
bool is_exercise_folder(const struct reader_of_layout *reader, const char *name, size_t length,
                        bool numbers_count);

/* ---- attempts.c ---- */

/* A file whose student is known. */
struct item {
    const char *path, *where, *below, *set;
    size_t person;
    long exercise; /* -1: not known yet */
    int order;
    int64_t time;
    bool late;
    bool renamed; /* `below` is the student's name for it, `path` the platform's */
    bool is_main; /* may be what is graded; else it goes along with what is */
};

struct items {
    size_t count, capacity;
    struct item *items;
};

/* Makes attempts of the items; what belongs to none becomes a stray. */
int attempts_make(struct reader_of_layout *reader, struct items *items, struct handed_in *handed_in,
                  struct error *error) MUST_USE;

#endif
