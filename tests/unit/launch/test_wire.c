/* SPDX-License-Identifier: MIT */
#include "launch/wire.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

static int decode_again(const struct wire *message, struct wire *ret_message) {
    uint8_t bytes[WIRE_SIZE];
    wire_encode(message, bytes);
    return wire_decode(bytes, sizeof bytes, ret_message);
}

START_TEST(decodes_what_it_encodes) {
    struct wire got;
    struct wire end = {.kind = WIRE_ENDED,
                       .exit_code = -1,
                       .signal = 11,
                       .cpu_us = 123456789012,
                       .peak_bytes = (int64_t)1 << 40};
    ck_assert_int_eq(decode_again(&end, &got), 0);
    ck_assert_int_eq(got.signal, 11);
    ck_assert_int_eq(got.exit_code, -1);
    ck_assert_int_eq(got.cpu_us, 123456789012);
    ck_assert_int_eq(got.peak_bytes, (int64_t)1 << 40);
    struct wire hello = {.kind = WIRE_HELLO, .rank = 7, .size = 8};
    ck_assert_int_eq(decode_again(&hello, &got), 0);
    ck_assert_int_eq(got.rank, 7);
    ck_assert_int_eq(got.size, 8);
}
END_TEST

START_TEST(refuses_what_makes_no_sense) {
    const struct wire messages[] = {
        {.kind = (enum wire_kind)0},
        {.kind = (enum wire_kind)99},
        {.kind = WIRE_HELLO, .rank = -1, .size = 4},
        {.kind = WIRE_HELLO, .rank = 4, .size = 4},
        {.kind = WIRE_HELLO, .rank = 0, .size = WIRE_RANKS_MAX + 1},
        {.kind = WIRE_FAILED, .error = 0},
        {.kind = WIRE_ENDED, .exit_code = 256},
        {.kind = WIRE_ENDED, .exit_code = -1},
        {.kind = WIRE_ENDED, .exit_code = 1, .signal = 9},
        {.kind = WIRE_ENDED, .exit_code = -1, .signal = 65},
        {.kind = WIRE_ENDED, .cpu_us = -1},
        {.kind = WIRE_ENDED, .peak_bytes = -1},
    };
    struct wire got;
    for (size_t i = 0; i < sizeof messages / sizeof messages[0]; i++)
        ck_assert_int_eq(decode_again(&messages[i], &got), -1);
}
END_TEST

START_TEST(refuses_other_bytes) {
    struct wire got;
    uint8_t bytes[WIRE_SIZE + 1] = {0};
    ck_assert_int_eq(wire_decode(bytes, WIRE_SIZE, &got), -1);
    wire_encode(&(struct wire){.kind = WIRE_GO}, bytes);
    ck_assert_int_eq(wire_decode(bytes, WIRE_SIZE, &got), 0);
    for (size_t length = 0; length < WIRE_SIZE; length++)
        ck_assert_int_eq(wire_decode(bytes, length, &got), -1);
    ck_assert_int_eq(wire_decode(bytes, WIRE_SIZE + 1, &got), -1);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("wire");
    TCase *cases = tcase_create("wire");
    tcase_add_test(cases, decodes_what_it_encodes);
    tcase_add_test(cases, refuses_what_makes_no_sense);
    tcase_add_test(cases, refuses_other_bytes);
    suite_add_tcase(suite, cases);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
