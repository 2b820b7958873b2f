/* SPDX-License-Identifier: MIT */
/* messages: who sends to whom. The rubric's expression over s (source), d (destination) and P says
 * between which ranks messages go; how many is left to the program (a list may travel as its length
 * and its elements). The share of a case is that of the right edges among those that are asked for
 * or used. */
#include "judge/check.h"

#include "capture/calls.h"

static void tell(struct judging *judging, int from, int to, bool asked) {
    const char *what = arena_printf(
        judging->arena,
        asked ? _("No message goes from process %d to process %d.")
              : _("Process %d sends to process %d, which this exercise does not ask for."),
        from, to);
    judging_tell(judging,
                 (struct finding){.rank = from,
                                  .what = what,
                                  .hint = _("Draw the processes and an arrow for each message "
                                            "that should go; compare with your sends."),
                                  .misconception = asked ? MISCONCEPTION_NO_COMMUNICATION
                                                         : MISCONCEPTION_WRONG_PARTNER});
}

int64_t check_messages(struct judging *judging) {
    const struct case_reading *of_case = judging_case(judging);
    const struct call_log *calls = of_case->capture->calls;
    int np = of_case->run->np;
    size_t right = 0, total = 0;
    if (calls == NULL || calls->np != np)
        return SHARE_UNKNOWN;
    for (int from = 0; from < np; from++) {
        for (int to = 0; to < np; to++) {
            int64_t asked;
            if (judging_evaluate_edge(judging, judging->check->edges, from, to, &asked) != 0)
                return SHARE_NOTHING_TO_JUDGE;
            bool used = calls->messages[(size_t)from * (size_t)np + (size_t)to] > 0;
            total += asked != 0 || used;
            right += asked != 0 && used;
            if (used != (asked != 0))
                tell(judging, from, to, asked != 0);
        }
    }
    return share_of(right, total);
}
