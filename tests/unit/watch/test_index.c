/* SPDX-License-Identifier: MIT */
#include "watch/index.h"

#include <check.h>
#include <stdlib.h>

static int values[1000];

START_TEST(finds_what_was_put) {
    struct index index = {0};
    ck_assert_ptr_null(index_get(&index, 7));
    for (uint64_t i = 0; i < 1000; i++)
        index_put(&index, i * i, &values[i]);
    ck_assert_uint_eq(index.count, 1000);
    for (uint64_t i = 0; i < 1000; i++)
        ck_assert_ptr_eq(index_get(&index, i * i), &values[i]);
    ck_assert_ptr_null(index_get(&index, 2));
    index_done(&index);
}
END_TEST

START_TEST(removing_leaves_the_others) {
    struct index index = {0};
    for (uint64_t i = 0; i < 1000; i++)
        index_put(&index, i << 40, &values[i]); /* many collide */
    for (uint64_t i = 0; i < 1000; i += 2)
        ck_assert_ptr_eq(index_remove(&index, i << 40), &values[i]);
    ck_assert_ptr_null(index_remove(&index, 0));
    for (uint64_t i = 0; i < 1000; i++)
        ck_assert_ptr_eq(index_get(&index, i << 40), i % 2 == 0 ? NULL : &values[i]);
    size_t visited = 0;
    for (size_t at = 0; index_next(&index, &at);)
        visited++;
    ck_assert_uint_eq(visited, 500);
    index_done(&index);
}
END_TEST

START_TEST(putting_again_replaces) {
    struct index index = {0};
    index_put(&index, 5, &values[0]);
    index_put(&index, 5, &values[1]);
    ck_assert_uint_eq(index.count, 1);
    ck_assert_ptr_eq(index_get(&index, 5), &values[1]);
    index_done(&index);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("index");
    TCase *cases = tcase_create("index");
    tcase_add_test(cases, finds_what_was_put);
    tcase_add_test(cases, removing_leaves_the_others);
    tcase_add_test(cases, putting_again_replaces);
    suite_add_tcase(suite, cases);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
