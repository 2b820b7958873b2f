/* SPDX-License-Identifier: MIT */
/* own-rank: a line that names a rank was printed by that rank. Who printed it is known from the
 * pipe that the bytes came through. The share of a case is that of the ranks whose lines are all
 * their own, among those that were to print or did. */
#include "judge/check.h"

static bool is_own(const struct fact_kind *kind, const struct fact *fact) {
    const struct value *claimed = fact_role(kind, fact, ROLE_RANK);
    return claimed == NULL || (claimed->type == VALUE_INT && claimed->integer == fact->rank);
}

/* All lines of the case name the rank behind their own. */
static bool counts_from_one(const struct judging *judging) {
    const struct case_reading *of_case = judging_case(judging);
    bool any = false;
    for (int r = 0; r < of_case->run->np; r++) {
        const struct fact_list *facts = &of_case->got[r].facts;
        for (size_t i = 0; i < facts->count; i++) {
            const struct value *claimed = fact_role(&judging->rubric->facts[facts->items[i].kind],
                                                    &facts->items[i], ROLE_RANK);
            if (claimed == NULL || !check_has_fact(judging->check, facts->items[i].kind))
                continue;
            any = true;
            if (claimed->type != VALUE_INT || claimed->integer != r + 1)
                return false;
        }
    }
    return any;
}

static void tell(struct judging *judging, const struct fact_kind *kind, const struct fact *fact) {
    const struct value *claimed = fact_role(kind, fact, ROLE_RANK);
    bool exists = claimed->type == VALUE_INT && claimed->integer >= 0 &&
                  claimed->integer < judging_case(judging)->run->np;
    const char *value = value_print(judging->arena, claimed);
    const char *what =
        exists
            ? arena_printf(judging->arena, _("Process %d prints the work of process %s."),
                           fact->rank, value)
            : arena_printf(judging->arena, _("Process %d calls itself %s, which is not its rank."),
                           fact->rank, value);
    if (counts_from_one(judging)) {
        judging_tell(
            judging,
            (struct finding){.rank = fact->rank,
                             .line = fact->text,
                             .what = _("The processes are counted from 1; ranks count from 0."),
                             .hint = _("Print the rank as MPI_Comm_rank gives it."),
                             .misconception = MISCONCEPTION_ONE_BASED});
        return;
    }
    judging_tell(judging,
                 (struct finding){.rank = fact->rank,
                                  .line = fact->text,
                                  .what = what,
                                  .expected = arena_printf(judging->arena, "%d", fact->rank),
                                  .got = value,
                                  .hint = _("Each process prints its own lines, with the rank that "
                                            "MPI_Comm_rank gives it."),
                                  .misconception = MISCONCEPTION_PRINTED_BY_OTHER_RANK});
}

/* How many of the rank's facts (of the check) there are; *ret_own says whether all are its own. */
static size_t look_at(struct judging *judging, int rank, bool *ret_own) {
    const struct fact_list *facts = &judging_case(judging)->got[rank].facts;
    size_t count = 0;
    *ret_own = true;
    for (size_t i = 0; i < facts->count; i++) {
        const struct fact *fact = &facts->items[i];
        const struct fact_kind *kind = &judging->rubric->facts[fact->kind];
        if (!check_has_fact(judging->check, fact->kind))
            continue;
        count++;
        if (*ret_own && !is_own(kind, fact)) {
            *ret_own = false;
            tell(judging, kind, fact);
        }
    }
    return count;
}

int64_t check_own_rank(struct judging *judging) {
    const struct case_reading *of_case = judging_case(judging);
    size_t right = 0, total = 0;
    if (judging_not_shown(judging))
        return SHARE_NOTHING_TO_JUDGE;
    for (int r = 0; r < of_case->run->np; r++) {
        bool own;
        size_t printed = look_at(judging, r, &own), expected = 0;
        for (size_t i = 0; of_case->expected != NULL && i < judging->check->fact_count; i++)
            if (judging->reading->how[judging->check->facts[i]] != NOT_SHOWN)
                expected += facts_count(&of_case->expected[r], judging->check->facts[i]);
        total += printed > 0 || expected > 0;
        right += printed > 0 && own;
    }
    if (right < total && judging_nothing_shown(judging))
        judging_tell(judging, (struct finding){.rank = -1,
                                               .what = _("No line shows which process printed it."),
                                               .misconception = MISCONCEPTION_NOTHING_PRINTED});
    else if (right < total && judging->told == 0)
        judging_tell(judging,
                     (struct finding){.rank = -1,
                                      .what = _("Some processes print none of their own lines.")});
    return share_of(right, total);
}
