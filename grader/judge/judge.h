/* SPDX-License-Identifier: MIT */
/* The judge: (rubric, captures) -> findings and scores. Pure: no files, no processes, no clock; the
 * same input gives the same verdict. Captures are hostile input: any bytes, any amount. */
#ifndef MPIGRADE_JUDGE_JUDGE_H
#define MPIGRADE_JUDGE_JUDGE_H

#include "base/arena.h"
#include "capture/capture.h"
#include "rubric/rubric.h"

#include <stdint.h>

/* Mistakes that many students make and that have a sentence of their own. X(ENUM, json key) */
#define MISCONCEPTIONS(X)                                                                          \
    X(NONE, "")                                                                                    \
    X(OTHER_DECOMPOSITION, "other_decomposition") /* e.g. chunks of 1 in place of equal chunks */  \
    X(OFF_BY_ONE, "off_by_one")                                                                    \
    X(REMAINDER_LOST, "remainder_lost")                                                            \
    X(ONE_BASED, "one_based")                                                                      \
    X(ALL_ON_ROOT, "all_on_root")                                                                  \
    X(ALL_ON_EVERY_RANK, "all_on_every_rank")                                                      \
    X(FIXED_PROCESS_COUNT, "fixed_process_count")                                                  \
    X(PRINTED_BY_OTHER_RANK, "printed_by_other_rank")                                              \
    X(REFUSAL_MISSING, "refusal_missing")                                                          \
    X(REFUSED_BY_EVERYONE, "refused_by_everyone")                                                  \
    X(WORKS_AFTER_REFUSAL, "works_after_refusal")                                                  \
    X(REFUSES_SUITABLE, "refuses_suitable")                                                        \
    X(WRONG_PARTNER, "wrong_partner")                                                              \
    X(NOTHING_RECEIVED, "nothing_received")                                                        \
    X(WRONG_VALUE, "wrong_value")                                                                  \
    X(NOTHING_PRINTED, "nothing_printed")                                                          \
    X(RIGHT_OUTPUT_BAD_END, "right_output_bad_end")                                                \
    X(NO_COMMUNICATION, "no_communication")                                                        \
    X(DEADLOCK, "deadlock")                                                                        \
    X(UNSAFE_SENDS, "unsafe_sends")                                                                \
    X(ONLY_BY_LUCK, "only_by_luck")                                                                \
    X(OTHER_QUESTION, "other_question")

enum misconception {
#define X(name, key) MISCONCEPTION_##name,
    MISCONCEPTIONS(X)
#undef X
        MISCONCEPTION_COUNT
};

const char *misconception_key(enum misconception misconception);

/* What a check saw amiss. Texts are in the language of the messages (gettext); NULL when not said.
 */
struct finding {
    const char *case_id; /* NULL: of the whole submission */
    const char *what;    /* a sentence for the student; never NULL */
    const char *expected, *got;
    int rank;          /* where: the rank, or -1 */
    const char *line;  /* where: the printed line, or NULL */
    const char *where; /* where: file:line of the source, or NULL */
    const char *hint;
    enum misconception misconception;
};

/* X(ENUM, json key) */
#define CHECK_STATUSES(X)                                                                          \
    X(PASSED, "passed")                                                                            \
    X(PARTIAL, "partial")                                                                          \
    X(FAILED, "failed")                                                                            \
    X(SKIPPED, "skipped")

enum check_status {
#define X(name, key) STATUS_##name,
    CHECK_STATUSES(X)
#undef X
        CHECK_STATUS_COUNT
};

const char *check_status_key(enum check_status status);

struct check_verdict {
    const struct check *check;
    enum check_status status;
    int64_t points; /* of check->points, in 1/1000 point */
    size_t finding_count, finding_capacity;
    struct finding *findings;
};

/* iterations[rank] lists what that rank runs, in the order printed (got) or ascending (expected).
 */
struct assignment {
    int np;
    size_t *counts;
    int64_t **iterations;
};

struct case_verdict {
    const struct rubric_case *run;
    const struct capture *capture;
    bool right;                        /* no check found anything amiss in this case */
    const struct assignment *expected; /* NULL when no assignment check looks at this case */
    const struct assignment *got;
};

struct verdict {
    int64_t points, max; /* in 1/1000 point */
    const char *wording; /* how lines were read when not as the handout words them, or NULL */
    size_t case_count;
    struct case_verdict *cases; /* in the rubric's order */
    size_t check_count;
    struct check_verdict *checks; /* in the rubric's order */
};

struct judged_case {
    const struct rubric_case *run;
    const struct capture *capture; /* of the submission; a repetition that was not run has that of
                                      the case before it */
    const struct capture *const *references; /* one for each rubric->references, NULL: not run */
};

/* Never fails; everything lives in `arena`. `cases` has rubric->case_count elements, in its order.
 */
struct verdict *judge(struct arena *arena, const struct rubric *rubric, enum language language,
                      const struct judged_case *cases) MUST_USE;

#endif
