/* SPDX-License-Identifier: MIT */
#include "base/utf8.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

START_TEST(every_character_comes_back) {
    uint32_t lost = 0;
    for (uint32_t character = 0; character <= 0x10ffff; character++) {
        if (character >= 0xd800 && character <= 0xdfff)
            continue;
        char bytes[4];
        uint32_t back;
        size_t size = utf8_encode(character, bytes);
        lost += utf8_decode(bytes, size, &back) != size || back != character;
    }
    ck_assert_uint_eq(lost, 0);
}
END_TEST

static const struct {
    const char *bytes;
    size_t length;
} broken[] = {
    {"\x80", 1},
    {"\xc0\x80", 2},
    {"\xc1\xbf", 2},
    {"\xe0\x80\x80", 3},
    {"\xed\xa0\x80", 3},
    {"\xf0\x80\x80\x80", 4},
    {"\xf4\x90\x80\x80", 4},
    {"\xf5\x80\x80\x80", 4},
    {"\xff", 1},
    {"\xc3", 1},
    {"\xe2\x82", 2},
    {"\xc3(", 2},
};

START_TEST(what_is_not_valid_is_one_byte) {
    uint32_t character;
    ck_assert_uint_eq(utf8_decode(broken[_i].bytes, broken[_i].length, &character), 1);
    ck_assert_uint_eq(character, UTF8_REPLACEMENT);
}
END_TEST

START_TEST(repairs_and_keeps_the_rest) {
    size_t length;
    char *text = utf8_repair("a\0\xff\xc3\xb1", 5, &length);
    ck_assert_uint_eq(length, 7);
    ck_assert_mem_eq(text, "a\0\xef\xbf\xbd\xc3\xb1", 8);
    free(text);
    text = utf8_repair("", 0, &length);
    ck_assert_uint_eq(length, 0);
    ck_assert_str_eq(text, "");
    free(text);
}
END_TEST

START_TEST(knows_what_a_terminal_would_obey) {
    static const uint32_t obeyed[] = {0, 0x1b, 0x7f, 0x9b, 0x200f, 0x202e, 0x2066, 0xfeff};
    static const uint32_t shown[] = {' ', 'a', 0xf1, 0x2713, 0x1f600, 0x4e2d};
    for (size_t i = 0; i < ARRAY_LEN(obeyed); i++)
        ck_assert(utf8_is_control(obeyed[i]));
    for (size_t i = 0; i < ARRAY_LEN(shown); i++)
        ck_assert(!utf8_is_control(shown[i]));
}
END_TEST

int main(void) {
    Suite *suite = suite_create("utf8");
    TCase *cases = tcase_create("utf8");
    tcase_add_test(cases, every_character_comes_back);
    tcase_add_loop_test(cases, what_is_not_valid_is_one_byte, 0, ARRAY_LEN(broken));
    tcase_add_test(cases, repairs_and_keeps_the_rest);
    tcase_add_test(cases, knows_what_a_terminal_would_obey);
    suite_add_tcase(suite, cases);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
