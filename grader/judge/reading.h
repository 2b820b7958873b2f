/* SPDX-License-Identifier: MIT */
/* Reading: from lines to facts.
 *
 * Theory of operation. Every line of every rank is first held against the templates of the rubric.
 * The facts that the reference printed in the same case are what a line may be expected to say.
 * Where no line of the whole submission fits any template of a kind, the program has a wording of
 * its own: then the lines are sorted by their words (a "shape"), and for each shape the assignment
 * of its values to the fields of a kind is sought that explains the most lines in all cases at once
 * (wording.c). So a wording is learned once and holds for right and for wrong lines alike. */
#ifndef MPIGRADE_JUDGE_READING_H
#define MPIGRADE_JUDGE_READING_H

#include "judge/judge.h"
#include "judge/lines.h"
#include "judge/value.h"

struct fact {
    size_t kind;          /* index into rubric->facts */
    int rank;             /* who printed it */
    size_t line;          /* the index of its line within the rank */
    const char *text;     /* that line */
    struct value *values; /* one for each field of the kind; VALUE_ABSENT when not said */
};

struct fact_list {
    size_t count, capacity;
    struct fact *items;
};

struct rank_reading {
    struct lines lines;
    bool *taken; /* for each line: a fact was read in it */
    struct fact_list facts;
};

struct case_reading {
    const struct rubric_case *run;
    const struct capture *capture;
    struct rank_reading *got;               /* run->np of them */
    struct rank_reading *expected;          /* of the reference; NULL when it was not run */
    const struct call_log *reference_calls; /* NULL when it was not run or not watched */
};

/* How the facts of one kind were found in this submission. */
enum how_read {
    READ_NOWHERE,  /* not found */
    READ_TEMPLATE, /* as the handout words it */
    READ_WORDING,  /* in other words */
    NOT_SHOWN, /* in other words, which leave this unessential kind out: neither right nor wrong */
};

struct reading {
    struct arena *arena;
    const struct rubric *rubric;
    size_t case_count;
    struct case_reading *cases;
    enum how_read *how; /* for each kind */
    const char
        *wording; /* how other words were read, for people; NULL when the handout's were used */
};

/* Reads all cases; `reference` is an index into the cases' references, SIZE_MAX for none. */
struct reading *reading_of(struct arena *arena, const struct rubric *rubric,
                           const struct judged_case *cases, size_t reference);

/* Learns the submission's own wording for the kinds that no template found; fills facts, how,
 * wording. */
void wording_learn(struct reading *reading);

/* Two facts of one kind say the same (compared fields only; what one does not say is no
 * difference). */
bool fact_equal(const struct fact_kind *kind, const struct fact *a, const struct fact *b);

/* The value of the field with this role (or NULL when the kind has none or it was not said). */
const struct value *fact_role(const struct fact_kind *kind, const struct fact *fact,
                              enum field_role role);

/* The fact in the handout's words, e.g. "Process 2 of 4 on … computed 2 and received 3". */
const char *fact_sentence(struct arena *arena, const struct fact_kind *kind,
                          const struct fact *fact);

size_t facts_count(const struct rank_reading *rank, size_t kind);

void fact_add(struct arena *arena, struct rank_reading *rank, const struct fact *fact);

#endif
