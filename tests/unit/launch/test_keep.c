/* SPDX-License-Identifier: MIT */
#include "launch/keep.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

/* Feeds the digits 0123456789012... in pieces of every size and checks what is kept. */
START_TEST(keeps_head_and_tail_whatever_the_pieces) {
    enum { CAP = 17 };
    char digits[64];
    for (size_t i = 0; i < sizeof digits; i++)
        digits[i] = (char)('0' + i % 10);
    for (size_t total = 0; total <= sizeof digits; total++)
        for (size_t piece = 1; piece <= sizeof digits; piece++) {
            struct keep keep;
            keep_init(&keep, CAP);
            for (size_t at = 0; at < total; at += piece)
                keep_add(&keep, digits + at, total - at < piece ? total - at : piece);
            ck_assert_uint_eq(keep_total(&keep), total);
            ARENA_AUTO arena = arena_new();
            struct stream stream;
            keep_finish(&keep, arena, &stream);
            if (total <= CAP) {
                ck_assert_uint_eq(stream.head_length, total);
                ck_assert_mem_eq(stream.head, digits, total);
                ck_assert_ptr_null(stream.tail);
                ck_assert_uint_eq(stream.dropped, 0);
            } else {
                ck_assert_uint_eq(stream.head_length, CAP / 2);
                ck_assert_mem_eq(stream.head, digits, CAP / 2);
                ck_assert_uint_eq(stream.tail_length, CAP - CAP / 2);
                ck_assert_mem_eq(stream.tail, digits + total - stream.tail_length,
                                 stream.tail_length);
                ck_assert_uint_eq(stream.dropped, total - CAP);
                ck_assert_int_eq(stream.tail[stream.tail_length], '\0');
            }
            ck_assert_int_eq(stream.head[stream.head_length], '\0');
            keep_done(&keep);
        }
}
END_TEST

int main(void) {
    Suite *suite = suite_create("keep");
    TCase *cases = tcase_create("keep");
    tcase_add_test(cases, keeps_head_and_tail_whatever_the_pieces);
    suite_add_tcase(suite, cases);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
