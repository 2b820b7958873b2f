/* SPDX-License-Identifier: MIT */
/* wording: the facts are printed in the handout's words. */
#include "judge/check.h"

int64_t check_wording(struct judging *judging) {
    const struct case_reading *of_case = judging_case(judging);
    size_t right = 0, total = 0;
    for (size_t i = 0; i < judging->check->fact_count; i++) {
        size_t kind = judging->check->facts[i];
        bool expected = false;
        for (int r = 0; of_case->expected != NULL && r < of_case->run->np; r++)
            expected = expected || facts_count(&of_case->expected[r], kind) > 0;
        total += expected;
        right += expected && judging->reading->how[kind] == READ_TEMPLATE;
    }
    if (right < total)
        judging_tell(judging,
                     (struct finding){.rank = -1,
                                      .what = _("The lines are not worded as in the handout."),
                                      .hint = _("Compare your lines with those in the "
                                                "handout: `mpigrade show` prints it.")});
    return share_of(right, total);
}
