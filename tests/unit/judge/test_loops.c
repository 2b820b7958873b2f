/* SPDX-License-Identifier: MIT */
/* The parallel loops, 02 and 03: who runs which iteration, in the handout's words and in others. */
#include "courtroom.h"

enum { REPS = 8 };
#define HOST "4f3-node"

static void refuse(FILE *out, int rank) {
    if (rank == 0)
        fprintf(out,
                "Please run with number of processes divisible by and less than or equal to %d.\n",
                REPS);
}

static bool suits(const struct rubric_case *run) {
    return run->np <= REPS && REPS % run->np == 0;
}

static bool block(const struct rubric_case *run, int rank, int i) {
    return i >= rank * REPS / run->np && i < (rank + 1) * REPS / run->np;
}

#define LOOP(name, rule, format, ...)                                                              \
    static void name(FILE *out, const struct rubric_case *run, int rank) {                         \
        if (!suits(run))                                                                           \
            refuse(out, rank);                                                                     \
        for (int i = 0; suits(run) && i < REPS + 2; i++)                                           \
            if (rule)                                                                              \
                fprintf(out, format "\n", __VA_ARGS__);                                            \
    }

LOOP(reference, block(run, rank, i), "On %s: Process %d is performing iteration %d", HOST, rank, i)
LOOP(spanish, block(run, rank, i), "el Proceso %d hace la iteraci\xc3\xb3n numero %d", rank, i)
LOOP(rank_last, block(run, rank, i), "Iteration %d was done by rank %d of %d on " HOST, i, rank,
     run->np)
LOOP(terse, block(run, rank, i), "[%d] i=%d", rank, i)
LOOP(cyclic, i < REPS && i % run->np == rank, "On %s: Process %d is performing iteration %d", HOST,
     rank, i)
LOOP(cyclic_other_words, i < REPS && i % run->np == rank, "process %d does iteration %d", rank, i)
LOOP(everyone, i < REPS, "On %s: Process %d is performing iteration %d", HOST, rank, i)
LOOP(one_based, i > 0 && block(run, rank, i - 1), "On %s: Process %d is performing iteration %d",
     HOST, rank, i)
LOOP(end_included, block(run, rank, i) || (i > 0 && block(run, rank, i - 1)),
     "On %s: Process %d is performing iteration %d", HOST, rank, i)
LOOP(fixed_for_4, rank < 4 && i / 2 == rank, "On %s: Process %d is performing iteration %d", HOST,
     rank, i)

static void one_line(FILE *out, const struct rubric_case *run, int rank) {
    if (!suits(run)) {
        refuse(out, rank);
        return;
    }
    for (int i = 0; i < REPS; i++)
        if (block(run, rank, i))
            fprintf(out, "On %s: Process %d is performing iteration %d ", HOST, rank, i);
}

static void root_prints_all(FILE *out, const struct rubric_case *run, int rank) {
    for (int r = 0; rank == 0 && r < run->np; r++)
        reference(out, run, r);
}

static void nobody_refuses(FILE *out, const struct rubric_case *run, int rank) {
    for (int i = 0; i < REPS; i++)
        if (block(run, rank, i))
            fprintf(out, "On %s: Process %d is performing iteration %d\n", HOST, rank, i);
}

static void everyone_refuses(FILE *out, const struct rubric_case *run, int rank) {
    if (suits(run))
        reference(out, run, rank);
    else
        refuse(out, 0);
}

static void prints_nothing(FILE *out, const struct rubric_case *run, int rank) {
    (void)out;
    (void)run;
    (void)rank;
}

static void floods(FILE *out, const struct rubric_case *run, int rank) {
    for (int i = 0; i < 30000; i++)
        fprintf(out, "%d %d %d %d [\n", run->np, rank, i, i % 7);
}

static struct verdict *of(program *submission) {
    return courtroom_judge("02-equal-chunks", reference, submission);
}

START_TEST(right_programs_get_full_marks) {
    program *const right[] = {reference, spanish, rank_last, terse, one_line};
    ASSERT_FULL(of(right[_i]));
}
END_TEST

START_TEST(wrong_programs_lose_points_for_the_right_reason) {
    ASSERT_LOST(of(cyclic));
    ASSERT_BECAUSE(of(cyclic), OTHER_DECOMPOSITION);
    ASSERT_BECAUSE(of(cyclic_other_words), OTHER_DECOMPOSITION);
    ASSERT_BECAUSE(of(everyone), ALL_ON_EVERY_RANK);
    ASSERT_BECAUSE(of(one_based), ONE_BASED);
    ASSERT_BECAUSE(of(end_included), OFF_BY_ONE);
    ASSERT_BECAUSE(of(fixed_for_4), FIXED_PROCESS_COUNT);
    ASSERT_BECAUSE(of(root_prints_all), PRINTED_BY_OTHER_RANK);
    ASSERT_BECAUSE(of(nobody_refuses), REFUSAL_MISSING);
    ASSERT_BECAUSE(of(everyone_refuses), REFUSED_BY_EVERYONE);
}
END_TEST

START_TEST(printing_everything_on_the_root_does_not_pass) {
    struct verdict *verdict = of(root_prints_all);
    ck_assert_int_lt(verdict->points, verdict->max / 2);
}
END_TEST

START_TEST(doing_nothing_earns_nothing) {
    ck_assert_int_eq(of(prints_nothing)->points, 0);
    ck_assert_int_eq(of(floods)->points, 0);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("loops");
    TCase *cases = tcase_create("loops");
    tcase_add_checked_fixture(cases, courtroom_open, courtroom_close);
    tcase_set_timeout(cases, 120);
    tcase_add_loop_test(cases, right_programs_get_full_marks, 0, 5);
    tcase_add_test(cases, wrong_programs_lose_points_for_the_right_reason);
    tcase_add_test(cases, printing_everything_on_the_root_does_not_pass);
    tcase_add_test(cases, doing_nothing_earns_nothing);
    suite_add_tcase(suite, cases);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
