/* SPDX-License-Identifier: MIT */
/* A batch's results as a teacher wants them: a table of students and exercises, totals, and what
 * the class has in common. Read once from the store; every format is written from this, so that
 * their totals cannot differ.
 *
 * Amounts are integers of 1/1000 point. An exercise of weight W counts `points * W / max` course
 * points, rounded down to 1/1000; the total is their sum, so that full marks are always full.
 * Percentages are rounded down, too. */
#ifndef MPIGRADE_GRADEBOOK_GRADEBOOK_H
#define MPIGRADE_GRADEBOOK_GRADEBOOK_H

#include "base/arena.h"
#include "base/error.h"
#include "batch/store.h"
#include "report/report.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CLASS_SCHEMA "mpigrade/class/1"

/* X(ENUM, json key, in words, in few words); what was graded shows its points */
#define BOOK_STATES(X)                                                                             \
    X(GRADED, "graded", "", "")                                                                    \
    X(NOT_GRADABLE, "not_gradable", N_("not gradable"), N_("not gradable")) /* no points */        \
    /* ours: no score, never a zero */                                                             \
    X(FAULT, "grader_fault", N_("not graded, which is not the submission's fault"),                \
      N_("our fault"))                                                                             \
    X(WAITING, "waiting", N_("not graded yet"), N_("waiting"))          /* no score */             \
    X(MISSING, "missing", N_("nothing handed in"), N_("not handed in")) /* no points */

enum book_state {
#define X(name, ...) BOOK_##name,
    BOOK_STATES(X)
#undef X
        BOOK_STATE_COUNT
};

const char *book_state_key(enum book_state state);

struct book_cell {
    enum book_state state;
    int64_t counts;       /* 1/1000 points; -1: no score */
    struct store_row row; /* as it is stored; what is said of student and exercise is in theirs */
};

enum { BOOK_BARS = 11 }; /* 0-9 %, 10-19 %, ..., 100 % and more */

struct book_exercise {
    const char *id, *title;
    int64_t weight, max; /* 1/1000 */
    int64_t due;         /* seconds since 1970; 0: none */
    /* Of those that have a score and were handed in: */
    size_t scores, full;
    size_t bars[BOOK_BARS];
    int64_t mean, median; /* 1/1000 per cent; 0 without scores */
};

struct book_student {
    const char *key, *name, *email, *number, *login, *section; /* but key: NULL when not known */
    const char *folder; /* a file name that is nobody else's */
    bool in_roster;
    struct book_cell *cells; /* one for each exercise */
    int64_t total;           /* course points, 1/1000; -1: something has no score */
};

/* Those whose sources are the same but for names, comments and texts. */
struct book_copies {
    size_t exercise;
    bool starter; /* it is the exercise's starter file, as it was handed out */
    size_t count;
    size_t *students; /* indices */
};

/* What a student got for a check. X(ENUM, key in the report) */
#define BOOK_MARKS(X)                                                                              \
    X(PASSED, "passed")                                                                            \
    X(PARTIAL, "partial")                                                                          \
    X(FAILED, "failed")                                                                            \
    X(SKIPPED, "skipped")

enum book_mark {
    MARK_NONE, /* not graded */
#define X(name, key) MARK_##name,
    BOOK_MARKS(X)
#undef X
        MARK_COUNT
};

struct book_stray {
    const char *path, *why;
};

struct gradebook {
    struct store_summary summary;
    size_t exercise_count, student_count;
    struct book_exercise *exercises;
    struct book_student *students;
    int64_t total_max; /* sum of the weights */
    size_t check_count, misconception_count, deadlock_count, stray_count, copies_count;
    struct store_check *checks;
    enum book_mark *marks; /* of each student for each check; NULL unless they were asked for */
    struct store_misconception *misconceptions;
    struct store_deadlock *deadlocks;
    struct book_stray *strays;
    struct book_copies *copies;
    /* Capacities, for the loader. */
    size_t exercise_room, student_room, cell_count, cell_room, check_room, misconception_room,
        deadlock_room, stray_room, copies_room;
    struct book_cell *cells; /* of all students */
};

struct book_options {
    const char *student;  /* NULL: all */
    const char *exercise; /* NULL: all */
    const char *data;     /* holds exercises/ID/starter; NULL: starters are not known */
    bool marks;           /* load them, too */
};

/* Names of student and exercise are found as people write them; an unknown one is an ERROR_USAGE
 * that offers what is near. */
struct gradebook *gradebook_load(struct arena *arena, struct store *store,
                                 const struct book_options *options, struct error *error) MUST_USE;

/* ---- arithmetic ---- */

/* What a cell adds to the total; -1 when it has no score. */
int64_t book_share(const struct book_exercise *exercise, const struct book_cell *cell);
/* part of whole in 1/1000 per cent, rounded down; 0 of nothing. */
int64_t book_percent(int64_t part, int64_t whole);
/* Totals, distributions and copies of a book whose cells are there. */
void book_count(struct gradebook *book);
void book_find_copies(struct arena *arena, struct gradebook *book, const char *data);

enum { AMOUNT_SIZE = 32 };
/* For people, why a cell has no score; "" when it was graded. */
const char *book_state_words(enum book_state state);
const char *book_state_few_words(enum book_state state);

/* 1/1000 as a decimal number with as many digits as it needs, in no locale; "" for -1. */
const char *amount_text(int64_t amount, char ret_text[AMOUNT_SIZE]);

/* ---- formats ---- */

/* X(ENUM, name on the command line, file suffix, what it is for). gradebook/<name>.c holds
 * class_<name>(). */
#define CLASS_FORMATS(X)                                                                           \
    X(TEXT, text, ".txt", N_("for people"))                                                        \
    X(CSV, csv, ".csv", N_("a line for each student"))                                             \
    X(CANVAS, canvas, ".canvas.csv", N_("Canvas' gradebook import"))                               \
    X(MOODLE, moodle, ".moodle.csv", N_("Moodle's grade import"))                                  \
    X(NBGRADER, nbgrader, ".nbgrader.csv", N_("the columns of nbgrader's export"))                 \
    X(HTML, html, ".html", N_("a page for browsers; -o FOLDER: with a page of each student"))      \
    X(JSON, json, ".json", N_("everything, for programs (docs/class.md)"))

enum class_format {
#define X(id, name, suffix, purpose) CLASS_##id,
    CLASS_FORMATS(X)
#undef X
        CLASS_FORMAT_COUNT
};

/* -1 when there is none. */
int class_format_find(const char *name);
int class_format_of_path(const char *path);

/* The book in a format: malloc()ed, NUL-terminated, of *ret_length bytes. */
char *class_render(const struct gradebook *book, enum class_format format,
                   const struct report_style *style, size_t *ret_length) MUST_USE;

/* The class's page with those of students and reports, as a folder. */
struct class_pages {
    const char *folder; /* is made; pages of other people in it stay */
    const struct report_style *style;
    bool whole; /* the book is all there is: older pages of ours that it lacks are removed */
    void (*progress)(void *context, size_t done, size_t total); /* NULL is fine */
    void *context;
};
int class_pages_write(const struct gradebook *book, struct store *store,
                      const struct class_pages *ask, struct error *error) MUST_USE;

/* All that one student gets, for people: points by exercise, and each report. The book is that of
 * this student. malloc()ed; NULL and an error when a report cannot be read. */
char *class_student(const struct gradebook *book, struct store *store,
                    const struct report_style *style, size_t *ret_length,
                    struct error *error) MUST_USE;

#endif
