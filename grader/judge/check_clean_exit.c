/* SPDX-License-Identifier: MIT */
/* clean-exit: the program ended by itself, with status 0 on every rank. A case in which it printed
 * nothing that the rubric knows earns nothing: to do nothing is no success. */
#include "judge/check.h"

#include "capture/calls.h"
#include "capture/ending.h"

static enum misconception mistake_of(const struct judging *judging,
                                     const struct case_reading *of_case, bool printed) {
    const struct call_log *calls = of_case->capture->calls;
    if (of_case->capture->outcome == CASE_DEADLOCKED)
        return calls != NULL && calls->deadlock != NULL && calls->deadlock->unsafe_sends
                   ? MISCONCEPTION_UNSAFE_SENDS
                   : MISCONCEPTION_DEADLOCK;
    return printed && judging->cases[judging->index].right ? MISCONCEPTION_RIGHT_OUTPUT_BAD_END
                                                           : MISCONCEPTION_NONE;
}

static bool printed_any_fact(const struct case_reading *of_case) {
    for (int r = 0; r < of_case->run->np; r++)
        if (of_case->got[r].facts.count > 0)
            return true;
    return false;
}

/* MPI_Finalize is part of a good end, though Open MPI forgives its absence. */
static const struct misuse_finding *finalize_missing(const struct capture *capture) {
    for (size_t i = 0; capture->calls != NULL && i < capture->calls->misuse_count; i++)
        if (capture->calls->misuses[i].kind == MISUSE_FINALIZE_MISSING)
            return &capture->calls->misuses[i];
    return NULL;
}

int64_t check_clean_exit(struct judging *judging) {
    const struct case_reading *of_case = judging_case(judging);
    const char *what = ending_text(judging->arena, of_case->capture);
    if (what != NULL) {
        judging_tell(judging, (struct finding){.rank = of_case->capture->culprit,
                                               .what = what,
                                               .misconception = mistake_of(
                                                   judging, of_case, printed_any_fact(of_case))});
        return SHARE_NONE;
    }
    if (!printed_any_fact(of_case)) {
        judging_tell(judging, (struct finding){.rank = -1,
                                               .what = _("The program ended well, but printed none "
                                                         "of the lines that are asked for."),
                                               .misconception = MISCONCEPTION_NOTHING_PRINTED});
        return SHARE_NONE;
    }
    const struct misuse_finding *missing = finalize_missing(of_case->capture);
    if (missing != NULL) {
        judging_tell(judging, (struct finding){.rank = missing->rank, .what = missing->text});
        return SHARE_NONE;
    }
    return SHARE_ALL;
}
