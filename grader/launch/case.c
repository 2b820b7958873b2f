/* SPDX-License-Identifier: MIT */
/* When one attempt is not enough: a launcher that failed is tried again, and what may have been the
 * machine's doing is run once more alone before it counts. */
#include "launch/run.h"

#include "base/messages.h"
#include "base/process.h"
#include "launch/outcome.h"
#include "launch/wire.h"

/* Whoever takes so long to fail hangs, and would do it again. */
enum { ATTEMPTS = 3, LONG_S = 30 };

static int attempt(const struct launcher *launcher, const struct launch_request *request,
                   bool alone, struct arena *arena, struct capture **ret_capture,
                   struct error *error) {
    const int64_t start_us = monotonic_us();
    struct error fresh = {0};
    for (int i = 0; i < ATTEMPTS && monotonic_us() - start_us < LONG_S * 1000000LL; i++) {
        struct turn turn;
        fresh = (struct error){0};
        if (turn_take(launcher, request->np, alone, &turn, error) < 0)
            return -1;
        int result = run_once(launcher, request, arena, ret_capture, &fresh);
        turn_end(launcher, &turn);
        if (result == 0)
            return 0;
    }
    *error = fresh;
    return -1;
}

/* Under load a right program can outlive any time limit, or die in MPI's teardown: after it has
 * printed everything, or all that it does at all. */
static bool may_be_the_machine(const struct capture *capture) {
    if (capture->outcome == CASE_TIMED_OUT)
        return true;
    if (capture->outcome != CASE_CRASHED)
        return false;
    const int rank = capture->culprit;
    return capture->ranks[rank].out.head_length > 0 ||
           (capture->calls != NULL && outcome_is_leaving(&capture->calls->ranks[rank]));
}

int launch_case(struct launcher *launcher, const struct launch_request *request,
                struct arena *arena, struct capture **ret_capture, struct error *error) {
    if (request->np < 1 || request->np > WIRE_RANKS_MAX)
        return error_set(error, ERROR_RUBRIC, _("a case cannot have %d processes"), request->np);
    struct capture *capture;
    if (attempt(launcher, request, /* alone= */ false, arena, &capture, error) < 0)
        return -1;
    if (!request->once && may_be_the_machine(capture)) {
        const bool timed_out = capture->outcome == CASE_TIMED_OUT;
        if (attempt(launcher, request, /* alone= */ true, arena, &capture, error) < 0)
            return -1;
        if (timed_out && capture->outcome != CASE_TIMED_OUT)
            slots_narrow(&launcher->slots);
        capture->repeated = true;
    }
    *ret_capture = capture;
    return 0;
}
