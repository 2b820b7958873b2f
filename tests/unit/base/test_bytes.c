/* SPDX-License-Identifier: MIT */
#include "base/bytes.h"

#include <check.h>
#include <stdlib.h>

START_TEST(keeps_up_to_the_cap_and_counts_the_rest) {
    BYTES_AUTO bytes = {.cap = 1000};
    for (int i = 0; i < 300; i++)
        bytes_append(&bytes, "ab\0de", 5);
    ck_assert_uint_eq(bytes.length, 1000);
    ck_assert_uint_eq(bytes.dropped, 500);
    ck_assert_int_eq(bytes.data[2], '\0');
    ck_assert_int_eq(bytes.data[999], 'e');
    ck_assert_int_eq(bytes.data[1000], '\0');
}
END_TEST

START_TEST(is_a_text_even_when_empty) {
    BYTES_AUTO bytes = {.cap = 2};
    ck_assert_str_eq(bytes_text(&bytes), "");
    bytes_append(&bytes, "", 0);
    ck_assert_str_eq(bytes_text(&bytes), "");
    bytes_append(&bytes, "xyz", 3);
    ck_assert_str_eq(bytes_text(&bytes), "xy");
}
END_TEST

int main(void) {
    Suite *suite = suite_create("bytes");
    TCase *cases = tcase_create("bytes");
    tcase_add_test(cases, keeps_up_to_the_cap_and_counts_the_rest);
    tcase_add_test(cases, is_a_text_even_when_empty);
    suite_add_tcase(suite, cases);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
