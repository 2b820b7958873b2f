/* SPDX-License-Identifier: MIT */
/* The parts of learning a wording: see wording.c for how they go together. */
#ifndef MPIGRADE_JUDGE_WORDING_H
#define MPIGRADE_JUDGE_WORDING_H

#include "judge/reading.h"
#include "judge/tokens.h"

enum {
    VIEW_PLAIN,
    VIEW_GROUPED,
    VIEW_FOLDED,
    VIEW_SPREAD,
    VIEW_WHOLE,
    VIEW_COUNT,
    SHAPES_MAX = 96,       /* of one view; a program that prints more kinds of lines is noise */
    SAMPLE_MAX = 300,      /* lines of a shape that a mapping is tried on */
    RANK_LINES_MAX = 2000, /* lines of one rank that are looked at */
    CHOICES = 4,           /* values of a line that are tried for each field */
    FIELDS_MAX = 8,
    NOWHERE = -1,
};

/* A line, or several read as one, that no template explained. */
struct worded {
    size_t of_case, first, count; /* lines first .. first + count - 1 of the rank */
    int rank;
    const char *text;
    struct tokens tokens;
    unsigned used; /* bits of values that a fact took as data */
    bool *taken;   /* spread lines: one of those that came of the same line was taken; else NULL */
};

struct shape {
    size_t first, count; /* a run in the view's sorted lines */
};

struct view {
    struct worded *lines;
    size_t count, capacity;
    struct shape *shapes;
    size_t shape_count;
};

struct mapping {
    size_t view, shape, kind;
    int place[FIELDS_MAX]; /* the value that each field is, or NOWHERE */
    size_t exact;          /* lines that say an expected fact */
    size_t support;        /* single fields that agree with an expected fact, over all lines */
};

struct learner {
    struct arena *arena;
    struct reading *reading;
    const struct rubric *rubric;
    bool **consumed[64]; /* [case][rank][fact] of the expected facts; cases beyond 64 are not
                            learned from */
    struct view views[VIEW_COUNT];
    struct mapping *mappings;
    size_t mapping_count, mapping_capacity;
};

/* wording_views.c: fills the views with the lines that no template explained, sorted into shapes.
 */
void wording_view(struct learner *learner);
void view_add(struct learner *learner, size_t view, const struct worded *line);

/* wording_fold.c: adds the runs of alike lines of a view, folded, to VIEW_FOLDED. */
void wording_fold(struct learner *learner, size_t from);

/* wording_mapping.c: adds the best mapping of a shape to a kind, if a reader could make any. */
void wording_map(struct learner *learner, size_t view, size_t shape, size_t kind);

/* The index of the expected fact (not consumed yet) that the line says; SIZE_MAX when none. */
size_t wording_expected(const struct learner *learner, const struct mapping *mapping,
                        const struct worded *line);

/* 1: by the words around it, this value is that field; 0: the words do not tell; -1: it is another.
 */
int wording_announced(const struct learner *learner, const struct view *view,
                      const struct shape *shape, size_t kind, size_t place, size_t field);

#endif
