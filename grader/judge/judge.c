/* SPDX-License-Identifier: MIT */
/* Theory of operation. The lines of all cases are read into facts (reading.c). Each check then
 * says, case by case, which share of it is right and what is amiss (check_<kind>.c); the shares
 * become points here. Where a rubric names several references for a language, the submission is
 * judged against each, and the one that it agrees with most counts. */
#include "judge/judge.h"

#include "judge/check.h"
#include "rubric/expression.h"

#include <string.h>

/* A case's findings of one check that are told; more would bury the reader. */
enum { FINDINGS_PER_CASE = 4 };

static check_share *const check_shares[] = {
    [CHECK_ASSIGNMENT] = check_assignment, [CHECK_OWN_RANK] = check_own_rank,
    [CHECK_REFUSAL] = check_refusal,       [CHECK_MATCHES_REFERENCE] = check_matches_reference,
    [CHECK_ORDER] = check_order,           [CHECK_COUNT] = check_count,
    [CHECK_CLEAN_EXIT] = check_clean_exit, [CHECK_WORDING] = check_wording,
    [CHECK_TASK_FARM] = check_task_farm,   [CHECK_CALLS] = check_calls,
    [CHECK_MESSAGES] = check_messages,     [CHECK_COMMUNICATES] = check_communicates,
    [CHECK_ANSWER] = check_answer,
};
_Static_assert(ARRAY_LEN(check_shares) == CHECK_KIND_COUNT, "each kind of check has its function");

const char *misconception_key(enum misconception misconception) {
    static const char *const keys[] = {
#define X(name, key) [MISCONCEPTION_##name] = (key),
        MISCONCEPTIONS(X)
#undef X
    };
    return keys[misconception];
}

const char *check_status_key(enum check_status status) {
    static const char *const keys[] = {
#define X(name, key) [STATUS_##name] = (key),
        CHECK_STATUSES(X)
#undef X
    };
    return keys[status];
}

int64_t share_of(size_t right, size_t total) {
    return total == 0 ? SHARE_NOTHING_TO_JUDGE : (int64_t)(right * SHARE_ALL / total);
}

static void add_finding(struct judging *judging, const struct finding *finding) {
    struct check_verdict *verdict = judging->verdict;
    *(struct finding *)arena_push(judging->arena, &verdict->findings, &verdict->finding_count,
                                  &verdict->finding_capacity, sizeof *finding) = *finding;
}

/* Said before what is amiss in a run with delays; the run without them was right. */
static void tell_luck(struct judging *judging) {
    const struct rubric_case *run = judging_case(judging)->run;
    struct finding finding = {
        .case_id = run->id, .rank = -1, .misconception = MISCONCEPTION_ONLY_BY_LUCK};
    finding.what = _("Right only by luck: when some MPI calls take a few milliseconds longer, it "
                     "goes wrong.");
    finding.hint =
        arena_printf(judging->arena,
                     _("Who arrives first differs from run to run: look at receives from "
                       "MPI_ANY_SOURCE and at data used before its MPI_Wait. To see it: mpigrade "
                       "run FILE -np %d --perturb %lld"),
                     run->np, (long long)run->perturb);
    for (size_t i = 0; i < run->arg_count; i++)
        finding.hint = arena_printf(judging->arena, "%s%s '%s'", finding.hint, i == 0 ? " --" : "",
                                    run->args[i]);
    add_finding(judging, &finding);
}

void judging_tell(struct judging *judging, struct finding finding) {
    judging->cases[judging->index].right = false;
    if (judging->told++ >= FINDINGS_PER_CASE)
        return;
    if (judging->told == 1 && judging_case(judging)->run->perturb != 0)
        tell_luck(judging);
    finding.case_id = judging_case(judging)->run->id;
    if (finding.hint == NULL && judging->check->hint.en[0] != '\0')
        finding.hint = localised_text(&judging->check->hint);
    add_finding(judging, &finding);
}

bool check_has_fact(const struct check *check, size_t kind) {
    for (size_t i = 0; i < check->fact_count; i++)
        if (check->facts[i] == kind)
            return true;
    return false;
}

bool judging_nothing_shown(const struct judging *judging) {
    const struct case_reading *of_case = judging_case(judging);
    for (int r = 0; r < of_case->run->np; r++)
        for (size_t i = 0; i < judging->check->fact_count; i++)
            if (facts_count(&of_case->got[r], judging->check->facts[i]) > 0)
                return false;
    return true;
}

/* Some rank prints a refusal, in the handout's words. */
static bool refuses(const struct judging *judging) {
    const struct case_reading *of_case = judging_case(judging);
    for (size_t c = 0; c < judging->rubric->check_count; c++) {
        const struct check *check = &judging->rubric->checks[c];
        for (size_t i = 0; check->kind == CHECK_REFUSAL && i < check->fact_count; i++)
            for (int r = 0; r < of_case->run->np; r++)
                if (facts_count(&of_case->got[r], check->facts[i]) > 0)
                    return true;
    }
    return false;
}

void judging_tell_nothing(struct judging *judging, const char *what) {
    struct finding finding = {
        .rank = -1, .what = what, .misconception = MISCONCEPTION_NOTHING_PRINTED};
    if (refuses(judging)) {
        finding.what = _("The program refuses to work here, although it could.");
        finding.hint = _("Look at the condition of your test: it says no too often.");
        finding.misconception = MISCONCEPTION_REFUSES_SUITABLE;
    }
    judging_tell(judging, finding);
}

bool judging_not_shown(const struct judging *judging) {
    for (size_t i = 0; i < judging->check->fact_count; i++)
        if (judging->reading->how[judging->check->facts[i]] != NOT_SHOWN)
            return false;
    return judging->check->fact_count > 0;
}

struct names {
    const struct judging *judging;
    int rank, source, destination; /* -1: the name has no meaning here */
};

static int look_up(const void *context, const char *name, int64_t *ret_value) {
    const struct names *names = context;
    const struct rubric_case *run = judging_case(names->judging)->run;
    if (strcmp(name, "P") == 0)
        *ret_value = run->np;
    else if (strcmp(name, "r") == 0 && names->rank >= 0)
        *ret_value = names->rank;
    else if (strcmp(name, "s") == 0 && names->source >= 0)
        *ret_value = names->source;
    else if (strcmp(name, "d") == 0 && names->destination >= 0)
        *ret_value = names->destination;
    else
        return rubric_constant(names->judging->rubric, run, name, ret_value);
    return 0;
}

int judging_evaluate(const struct judging *judging, const struct expression *expression, int rank,
                     int64_t *ret_value) {
    struct names names = {judging, rank, -1, -1};
    return expression_evaluate(expression, look_up, &names, ret_value);
}

int judging_evaluate_edge(const struct judging *judging, const struct expression *expression,
                          int source, int destination, int64_t *ret_value) {
    struct names names = {judging, -1, source, destination};
    return expression_evaluate(expression, look_up, &names, ret_value);
}

/* ---- points ---- */

/* What the shares of a check's cases come to; floor, so that full points mean that all was right.
 */
static int64_t points_of(const struct check *check, const int64_t *shares, size_t count) {
    int64_t sum = 0, judged = 0, whole = 0, unknown = 0;
    for (size_t i = 0; i < count; i++) {
        unknown += shares[i] == SHARE_UNKNOWN;
        if (shares[i] < 0)
            continue;
        judged++;
        sum += shares[i];
        whole += shares[i] == SHARE_ALL;
    }
    if (judged == 0)
        return unknown > 0 ? check->points : 0;
    switch (check->credit) {
    case CREDIT_PARTIAL:
        return check->points * (sum / judged) / SHARE_ALL;
    case CREDIT_CASES:
        return check->points * whole / judged;
    case CREDIT_ALL:
        return whole == judged ? check->points : 0;
    }
    return 0;
}

static enum check_status status_of(const struct check_verdict *verdict, const int64_t *shares,
                                   size_t count) {
    bool all = true, none = true, judged = false;
    for (size_t i = 0; i < count; i++) {
        judged = judged || shares[i] >= 0;
        all = all && (shares[i] == SHARE_ALL || shares[i] < 0);
        none = none && shares[i] <= SHARE_NONE;
    }
    if (!judged)
        return STATUS_SKIPPED;
    if (all)
        return STATUS_PASSED;
    return none || (verdict->points == 0 && verdict->check->points > 0) ? STATUS_FAILED
                                                                        : STATUS_PARTIAL;
}

static int64_t share_of_case(struct judging *judging) {
    const char *unanswered = judging_case(judging)->capture->unanswered;
    if (unanswered == NULL)
        return check_shares[judging->check->kind](judging);
    judging_tell(judging, (struct finding){.rank = -1, .what = unanswered});
    return SHARE_NONE;
}

/* A case and its repetitions with delays count as one case, the worst of them, and only the first
 * that is amiss is told. A check that looked at cases but found nothing to judge in any has not
 * been earned. */
static void run_check(struct judging *judging) {
    const struct check *check = judging->check;
    int64_t *shares = arena_array(judging->arena, check->case_count + 1, sizeof *shares);
    size_t count = 0;
    for (size_t i = 0; i < check->case_count; i++) {
        judging->index = check->cases[i];
        bool again = i > 0 && judging_case(judging)->run->perturb != 0;
        judging->told = again && judging->told > 0 ? FINDINGS_PER_CASE : 0;
        int64_t share = share_of_case(judging);
        if (!again)
            shares[count++] = share;
        else if (shares[count - 1] < 0 || (share >= 0 && share < shares[count - 1]))
            shares[count - 1] = share;
    }
    judging->verdict->points = points_of(check, shares, count);
    judging->verdict->status = status_of(judging->verdict, shares, count);
}

/* ---- the whole ---- */

static struct verdict *judge_against(struct arena *arena, const struct rubric *rubric,
                                     const struct judged_case *cases, size_t reference) {
    struct verdict *verdict = arena_alloc(arena, sizeof *verdict);
    struct reading *reading = reading_of(arena, rubric, cases, reference);
    *verdict = (struct verdict){.max = rubric_max_points(rubric),
                                .wording = reading->wording,
                                .case_count = rubric->case_count,
                                .check_count = rubric->check_count};
    verdict->cases = arena_array(arena, rubric->case_count, sizeof *verdict->cases);
    verdict->checks = arena_array(arena, rubric->check_count, sizeof *verdict->checks);
    for (size_t i = 0; i < rubric->case_count; i++)
        verdict->cases[i] =
            (struct case_verdict){.run = cases[i].run, .capture = cases[i].capture, .right = true};
    for (size_t i = 0; i < rubric->check_count; i++) {
        verdict->checks[i].check = &rubric->checks[i];
        struct judging judging = {.arena = arena,
                                  .rubric = rubric,
                                  .reading = reading,
                                  .check = &rubric->checks[i],
                                  .verdict = &verdict->checks[i],
                                  .cases = verdict->cases};
        run_check(&judging);
        verdict->points += verdict->checks[i].points;
    }
    return verdict;
}

struct verdict *judge(struct arena *arena, const struct rubric *rubric, enum language language,
                      const struct judged_case *cases) {
    struct verdict *best = NULL;
    for (size_t i = 0; i < rubric->reference_count; i++) {
        if (!rubric->references[i].languages[language])
            continue;
        struct verdict *verdict = judge_against(arena, rubric, cases, i);
        if (best == NULL || verdict->points > best->points)
            best = verdict;
    }
    return best != NULL ? best : judge_against(arena, rubric, cases, SIZE_MAX);
}
