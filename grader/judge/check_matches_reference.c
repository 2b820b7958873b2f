/* SPDX-License-Identifier: MIT */
/* matches-reference: each rank prints the facts that the same rank of the reference prints in the
 * same case, in any order. A rank's share is that of its facts that agree, of all that it should
 * print or did; the share of a case is the mean over the ranks that should print or did. */
#include "judge/check.h"

#include <string.h>

/* The facts of one rank that concern the check, with a mark for those that found their counterpart.
 */
struct side {
    size_t count;
    const struct fact **facts;
    bool *matched;
};

static bool concerns(const struct judging *judging, size_t kind) {
    return check_has_fact(judging->check, kind) && judging->reading->how[kind] != NOT_SHOWN;
}

static struct side side_of(const struct judging *judging, const struct rank_reading *rank) {
    struct side side = {0};
    side.facts = arena_array(judging->arena, rank->facts.count + 1, sizeof(const struct fact *));
    side.matched = arena_array(judging->arena, rank->facts.count + 1, sizeof(bool));
    for (size_t i = 0; i < rank->facts.count; i++)
        if (concerns(judging, rank->facts.items[i].kind))
            side.facts[side.count++] = &rank->facts.items[i];
    return side;
}

static const struct fact_kind *kind_of(const struct judging *judging, const struct fact *fact) {
    return &judging->rubric->facts[fact->kind];
}

static size_t match(const struct judging *judging, struct side *expected, struct side *got) {
    size_t matched = 0;
    for (size_t i = 0; i < expected->count; i++) {
        for (size_t j = 0; j < got->count; j++) {
            if (got->matched[j] || got->facts[j]->kind != expected->facts[i]->kind ||
                !fact_equal(kind_of(judging, got->facts[j]), expected->facts[i], got->facts[j]))
                continue;
            expected->matched[i] = got->matched[j] = true;
            matched++;
            break;
        }
    }
    return matched;
}

/* ---- what is amiss ---- */

/* Another rank of the reference prints just this. */
static int rank_that_should(const struct judging *judging, const struct fact *fact) {
    const struct case_reading *of_case = judging_case(judging);
    for (int r = 0; r < of_case->run->np; r++) {
        const struct fact_list *facts = &of_case->expected[r].facts;
        for (size_t i = 0; r != fact->rank && i < facts->count; i++)
            if (facts->items[i].kind == fact->kind &&
                fact_equal(kind_of(judging, fact), &facts->items[i], fact))
                return r;
    }
    return -1;
}

/* The first compared field in which two facts differ; SIZE_MAX when none does. */
static size_t difference(const struct fact_kind *kind, const struct fact *a, const struct fact *b) {
    for (size_t f = 0; f < kind->field_count; f++)
        if (kind->fields[f].compared && a->values[f].type != VALUE_ABSENT &&
            b->values[f].type != VALUE_ABSENT && !value_equal(&a->values[f], &b->values[f]))
            return f;
    return SIZE_MAX;
}

/* Some other rank of the reference has this value in this field, and this one does not. */
static bool is_others_value(const struct judging *judging, const struct fact *fact, size_t field) {
    const struct case_reading *of_case = judging_case(judging);
    for (int r = 0; r < of_case->run->np; r++)
        for (size_t i = 0; r != fact->rank && i < of_case->expected[r].facts.count; i++) {
            const struct fact *other = &of_case->expected[r].facts.items[i];
            if (other->kind == fact->kind &&
                value_equal(&other->values[field], &fact->values[field]))
                return true;
        }
    return false;
}

/* The value is what the rank had before anything came: its own data, or nothing. */
static bool is_own_value(const struct fact_kind *kind, const struct fact *fact, size_t field) {
    if (value_is_nothing(&fact->values[field]))
        return true;
    for (size_t f = 0; f < kind->field_count; f++)
        if (f != field && kind->fields[f].role == ROLE_NONE && kind->fields[f].compared &&
            kind->fields[f].type == kind->fields[field].type &&
            value_equal(&fact->values[f], &fact->values[field]))
            return true;
    return false;
}

static void tell_difference(struct judging *judging, const struct fact *expected,
                            const struct fact *got) {
    const struct fact_kind *kind = kind_of(judging, got);
    size_t field = difference(kind, expected, got);
    struct finding finding = {
        .rank = got->rank, .line = got->text, .misconception = MISCONCEPTION_WRONG_VALUE};
    if (field == SIZE_MAX)
        return;
    finding.expected = value_print(judging->arena, &expected->values[field]);
    finding.got = value_print(judging->arena, &got->values[field]);
    finding.what = arena_printf(judging->arena, _("Process %d prints %s where %s is right (%s)."),
                                got->rank, finding.got, finding.expected, kind->fields[field].name);
    if (kind->fields[field].role == ROLE_NONE && is_own_value(kind, got, field)) {
        finding.misconception = MISCONCEPTION_NOTHING_RECEIVED;
        finding.hint = _("The process still has what it had before: did a message really arrive in "
                         "the variable that is printed?");
    } else if (kind->fields[field].role == ROLE_NONE && is_others_value(judging, got, field)) {
        finding.misconception = MISCONCEPTION_WRONG_PARTNER;
        finding.hint = _("This is right for another process: look at whom it sends to and receives "
                         "from.");
    }
    judging_tell(judging, finding);
}

static void tell_missing(struct judging *judging, int rank, const struct fact *expected) {
    const char *sentence = fact_sentence(judging->arena, kind_of(judging, expected), expected);
    judging_tell(judging, (struct finding){.rank = rank,
                                           .what = arena_printf(judging->arena,
                                                                _("Process %d does not print: %s"),
                                                                rank, sentence),
                                           .expected = sentence});
}

static void tell_extra(struct judging *judging, const struct side *expected,
                       const struct fact *got) {
    int owner = rank_that_should(judging, got);
    struct finding finding = {.rank = got->rank, .line = got->text};
    for (size_t i = 0; i < expected->count; i++)
        if (expected->facts[i]->kind == got->kind &&
            fact_equal(kind_of(judging, got), expected->facts[i], got))
            finding.what = arena_printf(judging->arena, _("Process %d prints this more than once."),
                                        got->rank);
    if (finding.what == NULL && owner >= 0) {
        finding.what = arena_printf(judging->arena, _("Process %d prints the line of process %d."),
                                    got->rank, owner);
        finding.hint = _("Each process prints its own lines, and no others.");
        finding.misconception = MISCONCEPTION_PRINTED_BY_OTHER_RANK;
    } else if (finding.what == NULL) {
        finding.what = arena_printf(
            judging->arena, _("Process %d prints a line that it should not print."), got->rank);
    }
    judging_tell(judging, finding);
}

/* Pairs what is missing with what is there instead, kind by kind; the rest is missing or too much.
 */
static void tell_rank(struct judging *judging, int rank, const struct side *expected,
                      struct side *got) {
    for (size_t i = 0; i < expected->count; i++) {
        const struct fact *instead = NULL;
        for (size_t j = 0; !expected->matched[i] && instead == NULL && j < got->count; j++) {
            if (got->matched[j] || got->facts[j]->kind != expected->facts[i]->kind ||
                rank_that_should(judging, got->facts[j]) >= 0)
                continue;
            instead = got->facts[j];
            got->matched[j] = true;
        }
        if (instead != NULL)
            tell_difference(judging, expected->facts[i], instead);
        else if (!expected->matched[i])
            tell_missing(judging, rank, expected->facts[i]);
    }
    for (size_t j = 0; j < got->count; j++)
        if (!got->matched[j])
            tell_extra(judging, expected, got->facts[j]);
}

int64_t check_matches_reference(struct judging *judging) {
    const struct case_reading *of_case = judging_case(judging);
    int64_t sum = 0, ranks = 0;
    if (of_case->expected == NULL || judging_not_shown(judging))
        return SHARE_NOTHING_TO_JUDGE;
    bool nothing = judging_nothing_shown(judging);
    for (int r = 0; r < of_case->run->np; r++) {
        struct side expected = side_of(judging, &of_case->expected[r]);
        struct side got = side_of(judging, &of_case->got[r]);
        size_t most = expected.count > got.count ? expected.count : got.count;
        if (most == 0)
            continue;
        size_t matched = match(judging, &expected, &got);
        ranks++;
        sum += share_of(matched, most);
        if (matched < most && !nothing)
            tell_rank(judging, r, &expected, &got);
    }
    if (nothing && ranks > 0)
        judging_tell_nothing(judging, _("None of the lines that are asked for was printed."));
    return ranks == 0 ? SHARE_NOTHING_TO_JUDGE : sum / ranks;
}
