/* SPDX-License-Identifier: MIT */
/* The answers of one file, question by question, while it is read. All text comes from the
 * submission and is hostile; what does not fit a question is told once for each question. */
#ifndef MPIGRADE_SUBMISSION_SHEET_H
#define MPIGRADE_SUBMISSION_SHEET_H

#include "submission/answers.h"

enum {
    SHEET_ITEMS = 256, /* of one process */
    NO_PROCESS = -1,
};

struct question {
    const struct rubric_case *run;
    bool named;          /* it stands in the file, answered or not */
    const char *problem; /* the first thing that is wrong with its answer, or NULL */
    size_t *counts, *capacities;
    const char ***items; /* [process][i]; a single answer is process 0's */
};

struct sheet {
    struct arena *arena;
    const struct rubric *rubric;
    const char *file;           /* its name, for people */
    struct question *questions; /* in the order of the rubric's cases */
    size_t stranger_count, stranger_capacity;
    const char **strangers; /* names that are no question's */
};

struct sheet *sheet_new(struct arena *arena, const struct rubric *rubric, const char *file);

/* The question of that name, letter case aside; NULL when there is none. */
struct question *sheet_question(const struct sheet *sheet, const char *name);

/* Remembers a name that is no question's: it may be a question's mistyped. */
void sheet_stranger(struct sheet *sheet, const char *name);

/* "file: place: what is wrong". `place` is a line or a JSON path. */
void sheet_problem(struct sheet *sheet, struct question *question, const char *place,
                   const char *format, ...) PRINTF(4, 5);

/* "2", also "process 2" and "P2"; NO_PROCESS, and a problem, when there is no such process. */
int sheet_process(struct sheet *sheet, struct question *question, const char *place,
                  const char *text);

/* Adds what was written for a process, or for the whole question (NO_PROCESS). Blank text is no
 * answer; of a list, the text may hold several items. */
void sheet_answer(struct sheet *sheet, struct question *question, const char *place, int process,
                  const char *text);

/* ---- answers_json.c, answers_csv.c ---- */

int sheet_read_json(struct sheet *sheet, const char *bytes, size_t length,
                    struct error *error) MUST_USE;
int sheet_read_csv(struct sheet *sheet, const char *bytes, size_t length,
                   struct error *error) MUST_USE;

#endif
