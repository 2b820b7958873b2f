/* SPDX-License-Identifier: MIT */
/* count: each rank prints as many facts as an expression over its rank says. The share of a case is
 * that of the right ranks, among those that were to print or did. */
#include "judge/check.h"

int64_t check_count(struct judging *judging) {
    const struct case_reading *of_case = judging_case(judging);
    size_t right = 0, total = 0;
    if (judging_not_shown(judging))
        return SHARE_NOTHING_TO_JUDGE;
    for (int r = 0; r < of_case->run->np; r++) {
        int64_t expected;
        size_t got = 0;
        if (judging_evaluate(judging, judging->check->count, r, &expected) != 0)
            return SHARE_NOTHING_TO_JUDGE;
        for (size_t i = 0; i < judging->check->fact_count; i++)
            got += facts_count(&of_case->got[r], judging->check->facts[i]);
        total += expected > 0 || got > 0;
        right += got > 0 && (int64_t)got == expected;
        if ((int64_t)got != expected)
            judging_tell(
                judging,
                (struct finding){
                    .rank = r,
                    .what = arena_printf(judging->arena,
                                         _("Process %d prints %zu such lines; %lld are asked for."),
                                         r, got, (long long)expected),
                    .expected = arena_printf(judging->arena, "%lld", (long long)expected),
                    .got = arena_printf(judging->arena, "%zu", got)});
    }
    return share_of(right, total);
}
