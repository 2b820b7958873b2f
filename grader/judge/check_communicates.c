/* SPDX-License-Identifier: MIT */
/* communicates: a rank that gets data from others in the reference gets some in the submission,
 * too: by messages that arrived, or by a collective that it entered. Output alone cannot tell a
 * value that was received from one that was computed on the spot. */
#include "judge/check.h"

#include "capture/calls.h"

#include <string.h>

/* Collectives that bring data. A barrier brings none. */
static bool brings_data(const char *call) {
    return strcmp(call, "MPI_Barrier") != 0 && strcmp(call, "MPI_Ibarrier") != 0;
}

static bool is_collective(const char *call) {
    static const char *const parts[] = {"Bcast",    "bcast",    "Reduce",  "reduce",
                                        "Gather",   "gather",   "Scatter", "scatter",
                                        "Alltoall", "alltoall", "Scan",    "scan"};
    for (size_t i = 0; i < ARRAY_LEN(parts); i++)
        if (strstr(call, parts[i]) != NULL)
            return true;
    return false;
}

static bool gets_data(const struct call_log *calls, int rank) {
    size_t np = (size_t)calls->np;
    for (size_t from = 0; from < np; from++)
        if (calls->received[from * np + (size_t)rank] > 0)
            return true;
    const struct rank_calls *of_rank = &calls->ranks[rank];
    for (size_t i = 0; i < of_rank->total_count; i++)
        if (of_rank->totals[i].count > 0 && is_collective(of_rank->totals[i].name) &&
            brings_data(of_rank->totals[i].name))
            return true;
    return false;
}

int64_t check_communicates(struct judging *judging) {
    const struct case_reading *of_case = judging_case(judging);
    const struct call_log *calls = of_case->capture->calls, *reference = of_case->reference_calls;
    size_t right = 0, total = 0;
    if (calls == NULL || reference == NULL || calls->np != of_case->run->np ||
        reference->np != calls->np)
        return SHARE_UNKNOWN;
    for (int r = 0; r < calls->np; r++) {
        if (!gets_data(reference, r))
            continue;
        bool holds = gets_data(calls, r);
        total++;
        right += holds;
        if (!holds)
            judging_tell(
                judging,
                (struct finding){
                    .rank = r,
                    .what = arena_printf(judging->arena,
                                         _("Process %d receives nothing through MPI: what it "
                                           "prints cannot have come from another process."),
                                         r),
                    .hint = _("Values that look right are not enough: they have to be sent and "
                              "received."),
                    .misconception = MISCONCEPTION_NO_COMMUNICATION});
    }
    return share_of(right, total);
}
