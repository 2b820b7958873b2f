/* SPDX-License-Identifier: MIT */
/* A rubric in memory: how one exercise is built, run, read and scored. rubrics/README.md explains
 * the language to those who write rubrics; this header says how it is kept. Everything belongs to
 * the arena that the rubric was loaded into, except the compiled PCRE2 patterns, which
 * rubric_done() frees. */
#ifndef MPIGRADE_RUBRIC_RUBRIC_H
#define MPIGRADE_RUBRIC_RUBRIC_H

#include "base/arena.h"
#include "base/error.h"
#include "base/limits.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A text in the course's languages; es falls back to en. Never NULL. */
struct localised {
    const char *en, *es;
};

/* The text in the language of the messages. */
const char *localised_text(const struct localised *text);

/* X(ENUM, json key, suffixes) */
#define LANGUAGES(X)                                                                               \
    X(C, "c", ".c")                                                                                \
    X(CXX, "c++", ".cpp .cc .cxx .C")                                                              \
    X(PYTHON, "python", ".py")

enum language {
#define X(name, key, suffixes) LANGUAGE_##name,
    LANGUAGES(X)
#undef X
        LANGUAGE_COUNT
};

const char *language_key(enum language language);

/* ---- facts: what a line of output says ---- */

/* X(ENUM, json key) */
#define FIELD_TYPES(X)                                                                             \
    X(INT, "int")                                                                                  \
    X(REAL, "real")                                                                                \
    X(STRING, "string") /* text, with or without quotes */                                         \
    X(VALUE, "value")   /* number, list, nested list, dictionary, quoted string or None */         \
    X(HOST, "host")     /* a host name: volatile, never compared */

enum field_type {
#define X(name, key) FIELD_##name,
    FIELD_TYPES(X)
#undef X
        FIELD_TYPE_COUNT
};

/* What a field's value stands for, when it is more than data. */
enum field_role {
    ROLE_NONE,
    ROLE_RANK, /* the rank that the line claims to be printed by */
    ROLE_SIZE, /* the number of processes */
};

struct field {
    const char *name;
    enum field_type type;
    enum field_role role;
    bool compared; /* false: volatile (host, time, pid) */
    bool optional; /* other wordings than the handout's may leave it out */
    const char *const
        *cues; /* words that in free wording announce this field ("received"); NULL-ended */
};

/* One wording of a fact, compiled. Group i+1 of `code` is field groups[i] of the kind. */
struct template {
    const char *text;
    const char *language; /* "en", "es", or what the rubric says */
    bool exact;
    size_t group_count;
    size_t *groups;
    void *code;   /* pcre2_code * for a whole line, owned by the rubric */
    void *search; /* the same for a place inside a longer line */
};

struct fact_kind {
    const char *id;
    size_t field_count;
    struct field *fields;
    size_t template_count;
    struct template *templates;
    bool essential; /* other wordings than the handout's must show it too; else it may be "not
                       shown" */
    const char *const
        *cues; /* words of which free wording must have one to mean this kind; may be empty */
};

/* ---- expressions: integers over P, r (the rank), N (a case's constants such as REPS) ---- */

struct expression; /* opaque; see rubric/expression.h */

struct constant {
    const char *name;
    int64_t value;
};

/* ---- cases ---- */

enum send_mode { SENDS_STANDARD, SENDS_SYNCHRONOUS };

/* What a question asks for. An answer is judged as if a program had printed it: the lines that each
 * shape makes stand in submission/answers.h. X(ENUM, json key) */
#define ANSWER_SHAPES(X)                                                                           \
    X(NUMBER, "number")                                                                            \
    X(VALUE, "value")     /* a number, a text or a list */                                         \
    X(NUMBERS, "numbers") /* a number for each process */                                          \
    X(LISTS, "lists")     /* a list of whole numbers for each process */

enum answer_shape {
#define X(name, key) ASKS_##name,
    ANSWER_SHAPES(X)
#undef X
        ANSWER_SHAPE_COUNT
};

struct rubric_case {
    const char *id;
    int np;
    enum answer_shape asks; /* of an exercise with answers; the question's name is the id */
    size_t arg_count;
    const char *const *args; /* NULL-ended */
    const char *input;       /* standard input, or NULL for none */
    size_t define_count;     /* -DNAME=value for C and C++ */
    struct constant *defines;
    bool unsuitable;         /* the program is expected to refuse this case */
    bool strict_collectives; /* rooted collectives wait for all ranks */
    enum send_mode sends;
    double sleep_scale; /* 1: sleeping takes as long as the program says */
    int64_t perturb;    /* seed of delays at MPI calls; 0: none. In a rubric: the case before it,
                           once more */
};

/* ---- checks ---- */

/* X(ENUM, json key) */
#define CHECK_KINDS(X)                                                                             \
    X(ASSIGNMENT, "assignment")                                                                    \
    X(OWN_RANK, "own-rank")                                                                        \
    X(REFUSAL, "refusal")                                                                          \
    X(MATCHES_REFERENCE, "matches-reference")                                                      \
    X(ORDER, "order")                                                                              \
    X(COUNT, "count")                                                                              \
    X(CLEAN_EXIT, "clean-exit")                                                                    \
    X(WORDING, "wording")                                                                          \
    X(TASK_FARM, "task-farm")                                                                      \
    X(CALLS, "calls")                                                                              \
    X(MESSAGES, "messages")                                                                        \
    X(COMMUNICATES, "communicates")                                                                \
    X(ANSWER, "answer")

enum check_kind {
#define X(name, key) CHECK_##name,
    CHECK_KINDS(X)
#undef X
        CHECK_KIND_COUNT
};

const char *check_kind_key(enum check_kind kind);

/* X(ENUM, json key) */
#define DECOMPOSITIONS(X)                                                                          \
    X(BLOCK, "block")                                 /* r runs [r*N/P, (r+1)*N/P) */              \
    X(BLOCK_REMAINDER_FIRST, "block-remainder-first") /* the first N mod P ranks run one more */   \
    X(CYCLIC, "cyclic")                               /* r, r+P, r+2P ... */                       \
    X(DYNAMIC, "dynamic")                             /* each exactly once, whoever runs it */     \
    X(EVERYONE, "everyone")                           /* every rank runs all */                    \
    X(ROOT_ONLY, "root-only")                         /* rank 0 runs all */

enum decomposition {
#define X(name, key) DECOMPOSITION_##name,
    DECOMPOSITIONS(X)
#undef X
        DECOMPOSITION_COUNT
};

const char *decomposition_key(enum decomposition decomposition);

enum visibility { VISIBLE, HIDDEN, AFTER_DUE_DATE, AFTER_PUBLISHED };

/* How points follow from what was right. */
enum credit {
    CREDIT_PARTIAL, /* mean over cases of the right ranks' share (or the check's own share) */
    CREDIT_CASES,   /* share of cases that are wholly right */
    CREDIT_ALL,     /* all or nothing */
};

/* One scored rule. Which members a kind uses stands in rubrics/README.md and in
 * rubric/check_params.c; the others are zero. */
struct check {
    enum check_kind kind;
    const char *id;
    struct localised title;
    struct localised hint; /* said with every finding; "" when none */
    int64_t points;        /* in 1/1000 point */
    enum credit credit;
    enum visibility visibility;
    size_t case_count;   /* the cases it looks at (by default: the suitable ones; */
    const size_t *cases; /* refusal: the unsuitable ones); indices into rubric->cases.
                            A case is followed by its repetitions with delays */
    size_t fact_count;   /* indices into rubric->facts */
    const size_t *facts;
    const char *field; /* assignment: the field that is the iteration */
    enum decomposition decomposition;
    const struct expression *iterations; /* assignment: how many; over P and constants */
    const struct expression *count;      /* count: facts of each rank; over r, P and constants */
    unsigned required, forbidden;        /* calls: bits of enum operation */
    const struct expression *edges;      /* messages: not 0 where s sends to d; over s, d, P */
};

/* ---- the rubric ---- */

/* Programs are built and run; answers are a file of tables and numbers, each case a question. */
enum exercise_kind { EXERCISE_PROGRAM, EXERCISE_ANSWERS };

/* A reference program, or the right answers. A submission in one of `languages` is right in a case
 * when it agrees with any reference for its language (MPI reductions of Python lists and of C
 * arrays differ, and both are right). */
struct reference {
    const char *path; /* absolute */
    bool languages[LANGUAGE_COUNT];
};

struct rubric {
    const char *path;
    char sha256[65]; /* of the rubric's file, hexadecimal */
    const char *id;
    struct localised title;
    struct localised topic;
    enum exercise_kind kind;
    bool languages[LANGUAGE_COUNT];
    const char *const *names;       /* expected file names, the likeliest first; NULL-ended */
    const char *const *build_flags; /* NULL-ended */
    bool free_wording;              /* other wordings than the handout's are read, too */
    struct limits limits;
    size_t constant_count; /* e.g. REPS = 8; a case's defines come first */
    struct constant *constants;
    size_t reference_count;
    struct reference *references;
    size_t fact_count;
    struct fact_kind *facts;
    size_t case_count;
    struct rubric_case *cases;
    size_t check_count;
    struct check *checks;
};

/* Loads and validates a rubric. On failure NULL and an ERROR_RUBRIC that names the file, the JSON
 * path, what is wrong and what is allowed. */
struct rubric *rubric_load(struct arena *arena, const char *path, struct error *error) MUST_USE;

/* The same from bytes in memory; `path` is used in messages and to resolve the references. */
struct rubric *rubric_parse(struct arena *arena, const char *path, const char *bytes, size_t length,
                            struct error *error) MUST_USE;

/* Frees what the arena does not own. NULL is fine. */
void rubric_done(struct rubric *rubric);

/* The value of a constant for a case (its defines first, then the rubric's); 0 or -1 when unknown.
 */
int rubric_constant(const struct rubric *rubric, const struct rubric_case *run, const char *name,
                    int64_t *ret_value) MUST_USE;

/* Index of a fact kind by id, or SIZE_MAX. */
size_t rubric_fact(const struct rubric *rubric, const char *id);

int64_t rubric_max_points(const struct rubric *rubric); /* in 1/1000 point */

#endif
