/* SPDX-License-Identifier: MIT */
#include "launch/mpirun_text.h"

#include <check.h>
#include <stdlib.h>

START_TEST(drops_what_differs_from_run_to_run) {
    ARENA_AUTO arena = arena_new();
    ck_assert_str_eq(mpirun_text_clean(arena,
                                       "[mpi-node:00012] *** An error occurred in MPI_Send\n"
                                       "[mpi-node:00012] *** reported by process [2747596801,1]\n"
                                       "  Process name: [[41925,1],3]\n"),
                     "*** An error occurred in MPI_Send\n*** reported by process rank 1\n"
                     "  Process name: rank 3\n");
}
END_TEST

START_TEST(leaves_other_text_alone) {
    ARENA_AUTO arena = arena_new();
    const char *texts[] = {"",     "[",   "[]", "[a:b] x", "a[1] [x,2]", "list [1, 2, 3]\n",
                           "[h:1", "[[1,"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        ck_assert_str_eq(mpirun_text_clean(arena, texts[i]), texts[i]);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("mpirun_text");
    TCase *cases = tcase_create("mpirun_text");
    tcase_add_test(cases, drops_what_differs_from_run_to_run);
    tcase_add_test(cases, leaves_other_text_alone);
    suite_add_tcase(suite, cases);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
