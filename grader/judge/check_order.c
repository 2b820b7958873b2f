/* SPDX-License-Identifier: MIT */
/* order: within a rank, the facts come in the order in which the check names their kinds. The share
 * of a case is that of the right ranks, among those that were to print facts of two kinds or did.
 */
#include "judge/check.h"

static size_t place_of(const struct check *check, size_t kind) {
    for (size_t i = 0; i < check->fact_count; i++)
        if (check->facts[i] == kind)
            return i;
    return SIZE_MAX;
}

/* The first fact that comes too late, or NULL; counts the kinds that the rank prints. */
static const struct fact *out_of_order(const struct check *check, const struct rank_reading *rank,
                                       size_t *ret_kinds) {
    const struct fact *late = NULL;
    size_t furthest = 0, kinds = 0;
    for (size_t i = 0; i < check->fact_count; i++)
        kinds += facts_count(rank, check->facts[i]) > 0;
    for (size_t i = 0; i < rank->facts.count; i++) {
        size_t place = place_of(check, rank->facts.items[i].kind);
        if (place == SIZE_MAX)
            continue;
        if (place < furthest && late == NULL)
            late = &rank->facts.items[i];
        furthest = place > furthest ? place : furthest;
    }
    *ret_kinds = kinds;
    return late;
}

int64_t check_order(struct judging *judging) {
    const struct case_reading *of_case = judging_case(judging);
    size_t right = 0, total = 0;
    for (int r = 0; r < of_case->run->np; r++) {
        size_t kinds, expected = 0, shown = 0;
        const struct fact *late = out_of_order(judging->check, &of_case->got[r], &kinds);
        if (of_case->expected != NULL)
            (void)out_of_order(judging->check, &of_case->expected[r], &expected);
        for (size_t i = 0; i < judging->check->fact_count; i++)
            shown += judging->reading->how[judging->check->facts[i]] != NOT_SHOWN;
        if ((expected < 2 || shown < 2) && kinds < 2)
            continue;
        total++;
        right += kinds >= 2 && late == NULL;
        if (late != NULL)
            judging_tell(judging, (struct finding){.rank = r,
                                                   .line = late->text,
                                                   .what = arena_printf(
                                                       judging->arena,
                                                       _("Process %d prints this line too late: "
                                                         "it belongs before the line above it."),
                                                       r)});
        else if (kinds < 2)
            judging_tell(judging, (struct finding){
                                      .rank = r,
                                      .what = arena_printf(judging->arena,
                                                           _("Process %d does not print the lines "
                                                             "whose order is asked for."),
                                                           r)});
    }
    return share_of(right, total);
}
