/* SPDX-License-Identifier: MIT */
#include "launch/outcome.h"

#include "base/attributes.h"

#include <check.h>
#include <signal.h>
#include <stdlib.h>

#define WELL(when)                                                                                 \
    { .reported = true, .order = (when) }
#define EXITS(when, code)                                                                          \
    { .reported = true, .order = (when), .exit_code = (code) }
#define DIES(when, number)                                                                         \
    { .reported = true, .order = (when), .exit_code = -1, .signal = (number) }
#define VANISHES(when)                                                                             \
    { .vanished = true, .order = (when) }
#define RUNS                                                                                       \
    { 0 }

static const struct {
    struct rank_end ranks[3];
    struct run_end end;
    enum case_outcome outcome;
    int culprit;
    const char *limit;
} rows[] = {
    {{WELL(0), WELL(1), WELL(2)}, {.why = ENDING_ALL}, CASE_FINISHED, -1, NULL},
    /* The first bad end is the cause, whoever comes after. */
    {{EXITS(2, 1), DIES(1, SIGSEGV), WELL(0)}, {.why = ENDING_ALL}, CASE_CRASHED, 1, NULL},
    {{EXITS(0, 1), DIES(1, SIGSEGV), RUNS}, {.why = ENDING_QUIET}, CASE_ABORTED, 0, NULL},
    {{RUNS, VANISHES(0), RUNS}, {.why = ENDING_QUIET}, CASE_ABORTED, 1, NULL},
    {{RUNS, EXITS(0, 1), RUNS}, {.why = ENDING_PROOF}, CASE_ABORTED, 1, NULL},
    {{RUNS, WELL(0), RUNS}, {.why = ENDING_PROOF}, CASE_DEADLOCKED, -1, NULL},
    {{RUNS, WELL(0), RUNS}, {.why = ENDING_WALL}, CASE_TIMED_OUT, -1, "wall_s"},
    {{RUNS, DIES(0, SIGBUS), RUNS}, {.why = ENDING_WALL}, CASE_CRASHED, 1, NULL},
    /* MPI_Abort with status 0. */
    {{RUNS, RUNS, WELL(0)}, {.why = ENDING_QUIET}, CASE_ABORTED, 2, NULL},
    {{RUNS, RUNS, RUNS}, {.why = ENDING_LAUNCHER}, CASE_ABORTED, -1, NULL},
    {{RUNS, RUNS, {.reported = true, .exit_code = -1, .signal = SIGXCPU, .cpu_us = 9900000}},
     {.why = ENDING_QUIET},
     CASE_LIMIT_EXCEEDED,
     2,
     "cpu_s"},
    {{RUNS, RUNS, DIES(0, SIGXCPU)}, {.why = ENDING_QUIET}, CASE_CRASHED, 2, NULL},
    /* All alike: not whoever was first by chance; and of those cut off nobody is to blame. */
    {{DIES(2, SIGSEGV), DIES(0, SIGSEGV), DIES(1, SIGSEGV)},
     {.why = ENDING_ALL},
     CASE_CRASHED,
     0,
     NULL},
    {{EXITS(2, 2), EXITS(0, 1), EXITS(1, 1)}, {.why = ENDING_ALL}, CASE_ABORTED, 1, NULL},
    {{VANISHES(1), VANISHES(0), RUNS}, {.why = ENDING_QUIET}, CASE_ABORTED, -1, NULL},
    {{RUNS, RUNS, DIES(0, SIGXFSZ)}, {.why = ENDING_QUIET}, CASE_LIMIT_EXCEEDED, 2, "file_mb"},
    {{{.reported = true, .exit_code = -1, .signal = SIGKILL, .cpu_us = 99000000}, RUNS, RUNS},
     {.why = ENDING_QUIET},
     CASE_LIMIT_EXCEEDED,
     0,
     "cpu_s"},
    {{WELL(0), {.reported = true, .order = 1, .peak_bytes = (int64_t)1 << 40}, WELL(2)},
     {.why = ENDING_ALL},
     CASE_LIMIT_EXCEEDED,
     1,
     "memory_mb"},
    /* A full /tmp did no harm to who ended well. */
    {{{.reported = true, .full = true}, {.reported = true, .exit_code = 6, .full = true}, RUNS},
     {.why = ENDING_QUIET},
     CASE_LIMIT_EXCEEDED,
     1,
     "tmp_mb"},
    {{RUNS, RUNS, RUNS},
     {.why = ENDING_LIMIT, .limit = "processes", .limit_rank = -1},
     CASE_LIMIT_EXCEEDED,
     -1,
     "processes"},
};

START_TEST(decides) {
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct capture capture = {.np = 3};
        outcome_decide(rows[i].ranks, &rows[i].end, &limits_default, &capture);
        ck_assert_msg(capture.outcome == rows[i].outcome, "row %zu: %s", i,
                      case_outcome_key(capture.outcome));
        ck_assert_int_eq(capture.culprit, rows[i].culprit);
        ck_assert_pstr_eq(capture.limit, rows[i].limit);
    }
}
END_TEST

START_TEST(knows_who_is_leaving) {
    const struct rank_calls dies_in_it = {.state = RANK_ENDED, .call = "MPI_Finalize"},
                            hangs_in_it = {.state = RANK_IN_CALL, .call = "MPI_Finalize"},
                            dies_later = {.state = RANK_ENDED, .finalized = true},
                            dies_before = {.state = RANK_ENDED, .call = "MPI_Reduce"},
                            dies_first = {.state = RANK_ENDED};
    ck_assert(outcome_is_leaving(&dies_in_it));
    ck_assert(outcome_is_leaving(&hangs_in_it));
    ck_assert(outcome_is_leaving(&dies_later));
    ck_assert(!outcome_is_leaving(&dies_before));
    ck_assert(!outcome_is_leaving(&dies_first));
}
END_TEST

int main(void) {
    Suite *suite = suite_create("outcome");
    TCase *cases = tcase_create("outcome");
    tcase_add_test(cases, decides);
    tcase_add_test(cases, knows_who_is_leaving);
    suite_add_tcase(suite, cases);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
