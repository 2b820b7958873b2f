/* SPDX-License-Identifier: MIT */
/* answer: a number or a value that was handed in, or one for each process, is that of the
 * reference. The share of a case is that of the processes whose answer is right; a single answer is
 * process 0's. A 0 for a process that the reference leaves out is not held against anybody. */
#include "judge/check.h"

struct asked {
    const struct fact_kind *kind;
    size_t index; /* of that kind */
    size_t field; /* the answer */
};

static struct asked asked_of(const struct judging *judging) {
    struct asked asked = {.index = judging->check->facts[0]};
    asked.kind = &judging->rubric->facts[asked.index];
    while (asked.field + 1 < asked.kind->field_count &&
           (asked.kind->fields[asked.field].role != ROLE_NONE ||
            !asked.kind->fields[asked.field].compared))
        asked.field++;
    return asked;
}

/* NULL: none. There is at most one answer of a process. */
static const struct value *answer_of(const struct asked *asked, const struct rank_reading *rank) {
    for (size_t i = 0; i < rank->facts.count; i++)
        if (rank->facts.items[i].kind == asked->index)
            return &rank->facts.items[i].values[asked->field];
    return NULL;
}

static bool is_same(const struct value *expected, const struct value *got) {
    if (expected == NULL)
        return got == NULL || (got->type == VALUE_INT && got->integer == 0);
    return got != NULL && value_equal(expected, got);
}

static bool all_same(const struct asked *asked, const struct case_reading *expected,
                     const struct case_reading *got) {
    if (expected->run->np != got->run->np || expected->run->asks != got->run->asks)
        return false;
    for (int r = 0; r < got->run->np; r++)
        if (!is_same(answer_of(asked, &expected->expected[r]), answer_of(asked, &got->got[r])))
            return false;
    return true;
}

/* How many processes have this answer in a column of ranks. */
static size_t times(const struct asked *asked, const struct rank_reading *ranks, int np,
                    const struct value *value) {
    size_t count = 0;
    for (int r = 0; r < np; r++) {
        const struct value *other = answer_of(asked, &ranks[r]);
        count += other != NULL && value_equal(other, value);
    }
    return count;
}

/* The right answers, each as often as it should be, but not each where it should be. */
static bool is_mixed_up(const struct asked *asked, const struct case_reading *of_case) {
    int np = of_case->run->np;
    for (int r = 0; r < np; r++) {
        const struct value *right = answer_of(asked, &of_case->expected[r]);
        if (right != NULL &&
            times(asked, of_case->expected, np, right) != times(asked, of_case->got, np, right))
            return false;
    }
    return true;
}

static bool answers_any(const struct asked *asked, const struct case_reading *of_case) {
    for (int r = 0; r < of_case->run->np; r++)
        if (answer_of(asked, &of_case->got[r]) != NULL)
            return true;
    return false;
}

/* One sentence for the whole question, if a known mistake explains it. */
static void tell_mistake(struct judging *judging, const struct asked *asked) {
    const struct case_reading *of_case = judging_case(judging);
    for (size_t c = 0; c < judging->reading->case_count; c++) {
        const struct case_reading *other = &judging->reading->cases[c];
        if (other == of_case || other->expected == NULL || !all_same(asked, other, of_case))
            continue;
        judging_tell(judging,
                     (struct finding){.rank = -1,
                                      .what = arena_printf(judging->arena,
                                                           _("This is the answer to \"%s\"."),
                                                           other->run->id),
                                      .misconception = MISCONCEPTION_OTHER_QUESTION});
        return;
    }
    if (is_mixed_up(asked, of_case))
        judging_tell(judging,
                     (struct finding){.rank = -1,
                                      .what = _("These are the right numbers, but they belong to "
                                                "other processes."),
                                      .hint = _("Processes are numbered from 0; in a list, the "
                                                "first number is that of process 0."),
                                      .misconception = MISCONCEPTION_WRONG_PARTNER});
}

static void tell_rank(struct judging *judging, int rank, const struct value *expected,
                      const struct value *got) {
    const struct lines *lines = &judging_case(judging)->got[rank].lines;
    bool single = judging_case(judging)->run->asks == ASKS_NUMBER ||
                  judging_case(judging)->run->asks == ASKS_VALUE;
    struct finding finding = {.rank = single ? -1 : rank};
    finding.expected = expected == NULL ? _("nothing") : value_print(judging->arena, expected);
    if (got != NULL)
        finding.got = value_print(judging->arena, got);
    else
        finding.got = lines->count > 0 ? lines->items[0].text : _("nothing");
    if (got == NULL && lines->count > 0)
        finding.what = _("This answer is not of the kind that is asked for.");
    else if (single)
        finding.what = arena_printf(judging->arena, _("The answer %s is not right."), finding.got);
    else
        finding.what = arena_printf(
            judging->arena, _("The answer for process %d is not right: %s."), rank, finding.got);
    finding.misconception = got != NULL && single ? MISCONCEPTION_WRONG_VALUE : MISCONCEPTION_NONE;
    judging_tell(judging, finding);
}

int64_t check_answer(struct judging *judging) {
    const struct case_reading *of_case = judging_case(judging);
    const struct asked asked = asked_of(judging);
    size_t right = 0, total = 0;
    if (of_case->expected == NULL)
        return SHARE_NOTHING_TO_JUDGE;
    if (answers_any(&asked, of_case) && !all_same(&asked, of_case, of_case))
        tell_mistake(judging, &asked);
    for (int r = 0; r < of_case->run->np; r++) {
        const struct value *expected = answer_of(&asked, &of_case->expected[r]);
        const struct value *got = answer_of(&asked, &of_case->got[r]);
        total += expected != NULL || !is_same(expected, got);
        right += expected != NULL && is_same(expected, got);
        if (!is_same(expected, got))
            tell_rank(judging, r, expected, got);
    }
    return share_of(right, total);
}
