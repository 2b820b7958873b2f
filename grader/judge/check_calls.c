/* SPDX-License-Identifier: MIT */
/* calls: the program does with MPI what the exercise is about (on every rank), and nothing that it
 * may not use. What counts is what the program asked for, in the terms of its language: an mpi4py
 * reduce() is a reduction whatever it calls. */
#include "judge/check.h"

#include "capture/calls.h"
#include "rubric/operations.h"

static uint64_t times(const struct rank_calls *rank, enum operation operation) {
    bool methods = rank->method_count > 0;
    const struct call_total *totals = methods ? rank->methods : rank->totals;
    size_t count = methods ? rank->method_count : rank->total_count;
    uint64_t sum = 0;
    for (size_t i = 0; i < count; i++)
        if (totals[i].name != NULL && operation_by(operation, totals[i].name, methods))
            sum += totals[i].count;
    return sum;
}

static void tell_missing(struct judging *judging, int rank, enum operation operation) {
    judging_tell(
        judging,
        (struct finding){
            .rank = rank,
            .what = arena_printf(
                judging->arena, _("Process %d never calls MPI's %s, which this exercise is about."),
                rank, operation_key(operation)),
            .hint = _("The lines may be right, but the data has to come through MPI. A "
                      "collective is called by every process, the root included."),
            .misconception = MISCONCEPTION_NO_COMMUNICATION});
}

static void tell_forbidden(struct judging *judging, int rank, enum operation operation) {
    judging_tell(judging,
                 (struct finding){.rank = rank,
                                  .what = arena_printf(
                                      judging->arena,
                                      _("Process %d uses %s, which this exercise does not allow."),
                                      rank, operation_key(operation))});
}

int64_t check_calls(struct judging *judging) {
    const struct case_reading *of_case = judging_case(judging);
    const struct call_log *calls = of_case->capture->calls;
    size_t right = 0;
    if (calls == NULL)
        return SHARE_UNKNOWN;
    for (int r = 0; r < calls->np && r < of_case->run->np; r++) {
        bool holds = true;
        for (enum operation o = 0; o < OPERATION_COUNT; o++) {
            uint64_t used = times(&calls->ranks[r], o);
            if ((judging->check->required & 1u << o) != 0 && used == 0) {
                holds = false;
                tell_missing(judging, r, o);
            }
            if ((judging->check->forbidden & 1u << o) != 0 && used > 0) {
                holds = false;
                tell_forbidden(judging, r, o);
            }
        }
        right += holds;
    }
    return share_of(right, (size_t)of_case->run->np);
}
