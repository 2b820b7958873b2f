/* SPDX-License-Identifier: MIT */
/* Answers: judged as if they had been printed. */
#include "courtroom.h"

/* ---- 12-reduction-values: single numbers ---- */

static int squares(const struct rubric_case *run, bool sum) {
    return sum ? run->np * (run->np + 1) * (2 * run->np + 1) / 6 : run->np * run->np;
}

#define NUMBER(name, value)                                                                        \
    static void name(FILE *out, const struct rubric_case *run, int rank) {                         \
        bool sum = strncmp(run->id, "sum", 3) == 0;                                                \
        if (rank == 0)                                                                             \
            fprintf(out, "The answer is %d\n", (value));                                           \
    }

NUMBER(values, squares(run, sum))
NUMBER(values_swapped, squares(run, !sum))
NUMBER(values_too_large, squares(run, sum) + 1)

static void no_number(FILE *out, const struct rubric_case *run, int rank) {
    (void)run;
    if (rank == 0)
        fprintf(out, "The answer is many\n");
}

START_TEST(right_numbers_earn_all) {
    ASSERT_FULL(courtroom_judge("12-reduction-values", values, values));
}
END_TEST

START_TEST(another_questions_answer_is_recognised) {
    struct verdict *verdict = courtroom_judge("12-reduction-values", values, values_swapped);
    ck_assert_int_eq(verdict->points, 0);
    ASSERT_BECAUSE(verdict, OTHER_QUESTION);
}
END_TEST

START_TEST(a_wrong_number_is_told) {
    struct verdict *verdict = courtroom_judge("12-reduction-values", values, values_too_large);
    ck_assert_int_eq(verdict->points, 0);
    ASSERT_BECAUSE(verdict, WRONG_VALUE);
    ck_assert_str_eq(verdict->checks[0].findings[0].expected, "30");
    ck_assert_str_eq(verdict->checks[0].findings[0].got, "31");
    ck_assert_int_eq(verdict->checks[0].findings[0].rank, -1);
}
END_TEST

START_TEST(what_is_no_number_is_not_of_the_kind) {
    struct verdict *verdict = courtroom_judge("12-reduction-values", values, no_number);
    ck_assert_int_eq(verdict->points, 0);
    ck_assert(strstr(courtroom_findings(verdict), "not of the kind") != NULL);
}
END_TEST

/* ---- 17-dynamic-load-balance-most-work: a number for each worker ---- */

#define COUNTS(name, ...)                                                                          \
    static void name(FILE *out, const struct rubric_case *run, int rank) {                         \
        static const int counts[] = {__VA_ARGS__};                                                 \
        if (strcmp(run->id, "tasks") == 0 && counts[rank] >= 0)                                    \
            fprintf(out, "Process %d: %d\n", rank, counts[rank]);                                  \
        else if (rank == 0 && strcmp(run->id, "tasks") != 0)                                       \
            fprintf(out, "The answer is %d\n", strcmp(run->id, "most-tasks") == 0 ? 2 : 3);        \
    }

COUNTS(counts, -1, 4, 5, 3)
COUNTS(counts_with_master, 0, 4, 5, 3)
COUNTS(master_works, 1, 4, 5, 3)
COUNTS(counts_moved, 4, 5, 3, -1)
COUNTS(one_worker_left_out, -1, 4, 5, -1)

static struct verdict *judge_counts(program *submission) {
    return courtroom_judge("17-dynamic-load-balance-most-work", counts, submission);
}

START_TEST(no_work_of_the_master_may_be_said) {
    ASSERT_FULL(judge_counts(counts));
    ASSERT_FULL(judge_counts(counts_with_master));
    ASSERT_LOST(judge_counts(master_works));
}
END_TEST

START_TEST(right_numbers_of_others_are_recognised) {
    struct verdict *verdict = judge_counts(counts_moved);
    ck_assert_int_eq(verdict->checks[1].points, 0);
    ASSERT_BECAUSE(verdict, WRONG_PARTNER);
}
END_TEST

START_TEST(each_process_counts) {
    struct verdict *verdict = judge_counts(one_worker_left_out);
    ck_assert_int_eq(verdict->checks[1].points, 40000 * (int64_t)666666 / 1000000);
    ck_assert_int_eq(verdict->checks[1].findings[0].rank, 3);
    ck_assert_str_eq(verdict->checks[1].findings[0].expected, "3");
}
END_TEST

/* ---- tables ---- */

static void table(FILE *out, const struct rubric_case *run, int rank) {
    int each = strcmp(run->id, "reps8-np4") == 0 ? 2 : 4;
    for (int i = rank * each; i < (rank + 1) * each; i++)
        fprintf(out, "Process %d runs iteration %d\n", rank, i);
}

START_TEST(what_is_unanswered_earns_nothing_and_says_why) {
    struct error error = {0};
    const char *path = MPIGRADE_SOURCE "/rubrics/02-equal-chunks-table.json";
    rubric = rubric_load(room, path, &error);
    ck_assert_msg(rubric != NULL, "%s", error.message);
    struct judged_case judged[2];
    const struct capture *references[2];
    for (size_t i = 0; i < 2; i++) {
        references[i] = courtroom_run(&rubric->cases[i], table);
        struct capture *capture = courtroom_run(&rubric->cases[i], table);
        capture->unanswered = i == 0 ? "because of this" : NULL;
        judged[i] = (struct judged_case){&rubric->cases[i], capture, &references[i]};
    }
    const struct verdict *verdict = judge(room, rubric, LANGUAGE_C, judged);
    ck_assert_int_eq(verdict->checks[0].points, 0);
    ck_assert_int_eq(verdict->checks[0].status, STATUS_FAILED);
    ck_assert_str_eq(verdict->checks[0].findings[0].what, "because of this");
    ck_assert_int_eq(verdict->checks[1].points, 50000);
    ck_assert(!verdict->cases[0].right && verdict->cases[1].right);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("answers");
    TCase *tcase = tcase_create("answers");
    tcase_add_checked_fixture(tcase, courtroom_open, courtroom_close);
    tcase_add_test(tcase, right_numbers_earn_all);
    tcase_add_test(tcase, another_questions_answer_is_recognised);
    tcase_add_test(tcase, a_wrong_number_is_told);
    tcase_add_test(tcase, what_is_no_number_is_not_of_the_kind);
    tcase_add_test(tcase, no_work_of_the_master_may_be_said);
    tcase_add_test(tcase, right_numbers_of_others_are_recognised);
    tcase_add_test(tcase, each_process_counts);
    tcase_add_test(tcase, what_is_unanswered_earns_nothing_and_says_why);
    suite_add_tcase(suite, tcase);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? 0 : 1;
}
