/* SPDX-License-Identifier: MIT */
/* What the kinds of checks share. A kind is one file, check_<kind>.c, with one function that says
 * how much of a case is right; the table in judge.c names them. How shares become points: judge.c.
 */
#ifndef MPIGRADE_JUDGE_CHECK_H
#define MPIGRADE_JUDGE_CHECK_H

#include "base/messages.h"
#include "judge/judge.h"
#include "judge/reading.h"

/* A share of what a case can earn, in millionths. */
enum {
    SHARE_NONE = 0,
    SHARE_ALL = 1000000,
    SHARE_NOTHING_TO_JUDGE = -1, /* the case does not bear on the check */
    SHARE_UNKNOWN = -2,          /* we could not see it: never charged to the student */
};

struct judging {
    struct arena *arena;
    const struct rubric *rubric;
    const struct reading *reading;
    const struct check *check;
    struct check_verdict *verdict;
    struct case_verdict *cases;
    size_t index; /* of the case that is looked at */
    size_t told;  /* findings of this check for this case */
};

/* One for each kind: the share of the case judging->index that is right, and its findings. */
typedef int64_t check_share(struct judging *judging);
check_share check_assignment, check_own_rank, check_refusal, check_matches_reference, check_order,
    check_count, check_clean_exit, check_wording, check_task_farm, check_calls, check_messages,
    check_communicates, check_answer;

/* Adds a finding; the case's id, and the check's hint where the finding has none, are filled in.
 * The findings of one case are bounded: a program that is wrong on every rank is told a few of
 * them. */
void judging_tell(struct judging *judging, struct finding finding);

static inline const struct case_reading *judging_case(const struct judging *judging) {
    return &judging->reading->cases[judging->index];
}

/* right of total as a share. */
int64_t share_of(size_t right, size_t total);

/* Evaluates an expression for a rank (-1: none); 0, or -1 when it has no value. */
int judging_evaluate(const struct judging *judging, const struct expression *expression, int rank,
                     int64_t *ret_value) MUST_USE;

/* The same for a message: s is its source, d its destination. */
int judging_evaluate_edge(const struct judging *judging, const struct expression *expression,
                          int source, int destination, int64_t *ret_value) MUST_USE;

/* Does the check look at this kind of fact? */
bool check_has_fact(const struct check *check, size_t kind);

/* Nothing of the check's facts was printed by any rank in this case. */
bool judging_nothing_shown(const struct judging *judging);

/* The finding for a case in which nothing of what is asked for was printed: `what`, or that the
 * program refuses where it should work. */
void judging_tell_nothing(struct judging *judging, const char *what);

/* All of the check's kinds were left out by a wording that is not the handout's. */
bool judging_not_shown(const struct judging *judging);

#endif
