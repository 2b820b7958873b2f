/* SPDX-License-Identifier: MIT */
/* Message passing and collectives: values that came from another rank, in the handout's words and
 * in others. */
#include "courtroom.h"

#define HOST "mpi-node"

static bool suits_pairs(const struct rubric_case *run) {
    return run->np > 0 && run->np % 2 == 0;
}

static int partner(int rank) {
    return rank % 2 == 0 ? rank + 1 : rank - 1;
}

static void refuse_pairs(FILE *out, int rank) {
    if (rank == 0)
        fprintf(out, "Please run this program with the number of processes positive and even\n");
}

#define EXCHANGE(name, ...)                                                                        \
    static void name(FILE *out, const struct rubric_case *run, int rank) {                         \
        if (!suits_pairs(run))                                                                     \
            refuse_pairs(out, rank);                                                               \
        else                                                                                       \
            fprintf(out, __VA_ARGS__);                                                             \
    }

EXCHANGE(reference, "Process %d of %d on " HOST " computed %d and received %d\n", rank, run->np,
         rank, partner(rank))
EXCHANGE(other_words, "Soy %d en " HOST ", mand\xc3\xa9 %d y recib\xc3\xad %d\n", rank, rank,
         partner(rank))
EXCHANGE(received_first, "rank %d received %d after it sent %d\n", rank, partner(rank), rank)
EXCHANGE(two_lines, "Process %d of %d:\n  sent %d\n  received %d\n", rank, run->np, rank,
         partner(rank))
EXCHANGE(swapped, "rank %d received %d and sent %d\n", rank, rank, partner(rank))
EXCHANGE(own_value, "Process %d of %d on " HOST " computed %d and received %d\n", rank, run->np,
         rank, rank)
EXCHANGE(ring_partner, "Process %d of %d on " HOST " computed %d and received %d\n", rank, run->np,
         rank, (rank + run->np - 1) % run->np)
EXCHANGE(wrong_size, "Process %d of %d on " HOST " computed %d and received %d\n", rank,
         run->np - 1, rank, partner(rank))
EXCHANGE(nothing_received_other_words, "I am %d; I sent %d; I received %d\n", rank, rank, 0)

static struct verdict *exchange(program *submission) {
    return courtroom_judge("05-message-passing", reference, submission);
}

START_TEST(exchanges_in_any_words_are_right) {
    program *const right[] = {reference, other_words, received_first, two_lines};
    ASSERT_FULL(exchange(right[_i]));
}
END_TEST

START_TEST(wrong_exchanges_lose_points) {
    program *const wrong[] = {swapped, own_value, ring_partner, wrong_size,
                              nothing_received_other_words};
    ASSERT_LOST(exchange(wrong[_i]));
}
END_TEST

START_TEST(wrong_exchanges_are_explained) {
    ASSERT_BECAUSE(exchange(own_value), NOTHING_RECEIVED);
    ASSERT_BECAUSE(exchange(ring_partner), WRONG_PARTNER);
    ASSERT_BECAUSE(exchange(wrong_size), WRONG_VALUE);
}
END_TEST

/* ---- 12: two numbers on the root, told apart by words alone ---- */

static int sum(int np) {
    return np * (np + 1) * (2 * np + 1) / 6;
}

#define ROOT(name, ...)                                                                            \
    static void name(FILE *out, const struct rubric_case *run, int rank) {                         \
        if (rank == 0)                                                                             \
            fprintf(out, __VA_ARGS__);                                                             \
    }

ROOT(reduction, "The sum of the squares is %d\nThe max of the squares is %d\n", sum(run->np),
     run->np * run->np)
ROOT(reduction_in_one_line, "max=%d, sum=%d\n", run->np * run->np, sum(run->np))
ROOT(reduction_spanish, "La suma de los cuadrados es %d\nEl m\xc3\xa1ximo de los cuadrados es %d\n",
     sum(run->np), run->np * run->np)
ROOT(reduction_swapped, "Max: %d\nSum: %d\n", sum(run->np), run->np * run->np)

static void reduction_everywhere(FILE *out, const struct rubric_case *run, int rank) {
    (void)rank;
    reduction(out, run, 0);
}

START_TEST(reductions) {
    ASSERT_FULL(courtroom_judge("12-reduction", reduction, reduction));
    ASSERT_FULL(courtroom_judge("12-reduction", reduction, reduction_in_one_line));
    ASSERT_FULL(courtroom_judge("12-reduction", reduction, reduction_spanish));
    ASSERT_LOST(courtroom_judge("12-reduction", reduction, reduction_swapped));
    ASSERT_LOST(courtroom_judge("12-reduction", reduction, reduction_everywhere));
}
END_TEST

/* ---- 15: lists, flat and nested, an element a line ---- */

static void gather_in_order(FILE *out, const struct rubric_case *run, int rank, bool arrival) {
    fprintf(out, "Process %d of %d on " HOST " starts with [%d, %d, %d]\n", rank, run->np,
            rank * 10, rank * 20, rank * 30);
    if (rank != 0)
        return;
    fprintf(out, "Process 0 of %d on " HOST " has result after gather [", run->np);
    for (int i = 0; i < run->np; i++) {
        int r = arrival ? run->np - 1 - i : i;
        fprintf(out, "%s[%d, %d, %d]", i == 0 ? "" : ", ", r * 10, r * 20, r * 30);
    }
    fprintf(out, "]\n");
}

static void gather_right(FILE *out, const struct rubric_case *run, int rank) {
    gather_in_order(out, run, rank, false);
}

static void gather_element_a_line(FILE *out, const struct rubric_case *run, int rank) {
    fprintf(out, "I am %d and start with %d %d %d\n", rank, rank * 10, rank * 20, rank * 30);
    for (int i = 0; rank == 0 && i < 3 * run->np; i++)
        fprintf(out, "Process 0 after the gather: all[%d] = %d\n", i, i / 3 * (i % 3 + 1) * 10);
}

static void gather_backwards(FILE *out, const struct rubric_case *run, int rank) {
    fprintf(out, "I am %d and start with %d %d %d\n", rank, rank * 10, rank * 20, rank * 30);
    if (rank == 0)
        fprintf(out, "Process 0 has result after gather");
    for (int i = 3 * run->np - 1; rank == 0 && i >= 0; i--)
        fprintf(out, " %d", i / 3 * (i % 3 + 1) * 10);
}

static void gather_by_luck(FILE *out, const struct rubric_case *run, int rank) {
    gather_in_order(out, run, rank, run->perturb != 0);
}

static void gather_by_no_luck(FILE *out, const struct rubric_case *run, int rank) {
    gather_in_order(out, run, rank, run->np == 4);
}

/* The case and its repetitions count as one, the worst; what is told names the repetition. */
START_TEST(right_only_by_luck) {
    struct verdict *lucky = courtroom_judge("15-gather", gather_right, gather_by_luck);
    ASSERT_LOST(lucky);
    ASSERT_BECAUSE(lucky, ONLY_BY_LUCK);
    const struct finding *finding = &lucky->checks[0].findings[0];
    ck_assert(strchr(finding->case_id, '~') != NULL);
    ck_assert(strstr(finding->hint, "-np 4 --perturb ") != NULL);
    const int64_t points = lucky->points;
    struct verdict *wrong = courtroom_judge("15-gather", gather_right, gather_by_no_luck);
    ck_assert(!courtroom_has(wrong, MISCONCEPTION_ONLY_BY_LUCK));
    ck_assert_int_eq(wrong->points, points);
    ck_assert_int_gt((int)wrong->checks[0].finding_count, 0);
    for (size_t i = 0; i < wrong->checks[0].finding_count; i++)
        ck_assert_str_eq(wrong->checks[0].findings[i].case_id, "np4");
}
END_TEST

START_TEST(gathered_lists) {
    ASSERT_FULL(courtroom_judge("15-gather", gather_right, gather_right));
    ASSERT_FULL(courtroom_judge("15-gather", gather_right, gather_element_a_line));
    ASSERT_LOST(courtroom_judge("15-gather", gather_right, gather_backwards));
}
END_TEST

int main(void) {
    Suite *suite = suite_create("messages");
    TCase *cases = tcase_create("messages");
    tcase_add_checked_fixture(cases, courtroom_open, courtroom_close);
    tcase_set_timeout(cases, 120);
    tcase_add_loop_test(cases, exchanges_in_any_words_are_right, 0, 4);
    tcase_add_loop_test(cases, wrong_exchanges_lose_points, 0, 5);
    tcase_add_test(cases, wrong_exchanges_are_explained);
    tcase_add_test(cases, reductions);
    tcase_add_test(cases, gathered_lists);
    tcase_add_test(cases, right_only_by_luck);
    suite_add_tcase(suite, cases);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
