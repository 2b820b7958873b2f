/* SPDX-License-Identifier: MIT */
#include "judge/lines.h"
#include "judge/tokens.h"
#include "judge/value.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

static struct arena *arena;

static void set_up(void) {
    arena = arena_new();
}

static void tear_down(void) {
    arena_free(arena);
}

static struct value parsed(const char *text) {
    return value_parse(arena, text, strlen(text));
}

static bool equal(const char *a, const char *b) {
    struct value x = parsed(a), y = parsed(b);
    return value_equal(&x, &y) && value_equal(&y, &x);
}

START_TEST(lists_are_equal_whatever_their_brackets) {
    const char *const same[] = {"[1, 2, 3]",
                                "[1 2 3]",
                                "1 2 3",
                                "{1,2,3}",
                                "(1, 2, 3)",
                                "1,2,3",
                                "1\t2\t3",
                                "[ 1\n 2\n 3 ]",
                                "array([1, 2, 3])",
                                "[1. 2. 3.]",
                                "1; 2; 3",
                                "[1, 2, 3].",
                                "array([1, 2, 3], dtype=int32)"};
    for (size_t i = 0; i < ARRAY_LEN(same); i++)
        ck_assert_msg(equal(same[0], same[i]), "%s", same[i]);
    ck_assert(!equal("[1, 2, 3]", "[1, 3, 2]"));
    ck_assert(!equal("[1, 2, 3]", "[1, 2]"));
    ck_assert(!equal("[1, 2, 3]", "123"));
}
END_TEST

START_TEST(nested_lists_agree_in_structure_or_are_flat) {
    ck_assert(equal("[[1, 2], [3, 4]]", "[[1 2]\n [3 4]]"));
    ck_assert(equal("[[1, 2], [3, 4]]", "1 2 3 4"));
    ck_assert(!equal("[[1, 2], [3, 4]]", "[[1, 2, 3], [4]]"));
    ck_assert(!equal("[[1, 2], [3, 4]]", "[[3, 4], [1, 2]]"));
}
END_TEST

START_TEST(dictionaries_are_equal_in_any_order) {
    ck_assert(equal("{'one': 1, 'two': 2}", "{\"two\": 2, \"one\": 1}"));
    ck_assert(equal("{'one': 1, 'two': 2}", "one: 1, two: 2"));
    ck_assert(equal("{'one': 1, 'two': 2}", "{one=1 two=2}"));
    ck_assert(!equal("{'one': 1, 'two': 2}", "{'one': 2, 'two': 1}"));
    ck_assert(!equal("{'one': 1}", "{}"));
}
END_TEST

START_TEST(nothing_is_nothing_however_printed) {
    ck_assert(equal("None", "(null)"));
    ck_assert(equal("{}", "[]"));
    ck_assert(equal("[]", "None"));
    ck_assert(!equal("None", "0"));
    ck_assert(!equal("[]", "[0]"));
}
END_TEST

START_TEST(numbers_and_texts) {
    ck_assert(equal("3", "3.0"));
    ck_assert(equal("-4", "[-4]"));
    ck_assert(equal("\"a b\"", "'a b'"));
    ck_assert(equal("\"42\"", "42"));
    ck_assert(!equal("3", "4"));
    ck_assert(!equal("Hello", "hello"));
    ck_assert_str_eq(value_print(arena, &(struct value){.type = VALUE_NONE}), "None");
    struct value nested = parsed("[[1 2] [3 4]]"), dictionary = parsed("{one: 1}");
    ck_assert_str_eq(value_print(arena, &nested), "[[1, 2], [3, 4]]");
    ck_assert_str_eq(value_print(arena, &dictionary), "{'one': 1}");
}
END_TEST

START_TEST(hostile_values_are_read_in_bounded_time) {
    enum { SIZE = 60000 };
    char *text = arena_alloc(arena, SIZE + 1);
    const char *const patterns[] = {"[",    "'",      "[1 ", "{'a':", "(",
                                    "\"\\", "array(", "1e",  "-",     "[]"};
    for (size_t i = 0; i < ARRAY_LEN(patterns); i++) {
        for (size_t at = 0; at < SIZE; at++)
            text[at] = patterns[i][at % strlen(patterns[i])];
        struct value value = value_parse(arena, text, SIZE);
        ck_assert(value_equal(&value, &value) || value.type == VALUE_ABSENT);
    }
}
END_TEST

static struct lines cut(const char *text) {
    struct stream stream = {.head = text, .head_length = strlen(text)};
    return lines_of(arena, &stream);
}

START_TEST(lines_are_mended_and_joined) {
    struct lines lines = cut("one\r\n\n  two \x1b[31mred\x1b[0m\xff\nvalues:\n[1 2\n 3 4]\nend");
    ck_assert_uint_eq(lines.count, 4);
    ck_assert_str_eq(lines.items[0].text, "one");
    ck_assert_str_eq(lines.items[1].text, "two red\xef\xbf\xbd");
    ck_assert_str_eq(lines.items[2].text, "values: [1 2 3 4]");
    ck_assert_str_eq(lines.items[3].text, "end");
}
END_TEST

START_TEST(words_behind_an_open_bracket_are_a_line_of_their_own) {
    struct lines lines = cut("start [\nProcess 1 is here\n");
    ck_assert_uint_eq(lines.count, 2);
}
END_TEST

static struct tokens tokens(const char *line, bool grouped) {
    const char *const cues[] = {"process", "proceso", NULL}, *const keys[] = {"one", "two", NULL};
    const char *const hosts[] = {"4f3-node", NULL};
    struct token_context context = {
        .hosts = hosts, .rank_cues = cues, .keys = keys, .rank = 2, .grouped = grouped};
    struct tokens found;
    ck_assert(tokens_of(arena, &context, line, strlen(line), &found));
    return found;
}

START_TEST(tokens_are_values_between_words) {
    struct tokens found =
        tokens("Proceso 2 (4f3-node): envi\xc3\xb3 3, recibi\xc3\xb3 [1, 2]", false);
    ck_assert_uint_eq(found.count, 3);
    ck_assert_str_eq(found.shape, "proceso # envio # recibio # ");
    ck_assert_int_eq(found.items[1].value.integer, 3);
    ck_assert_str_eq(found.items[2].before, "recibio ");
    ck_assert_uint_eq(found.items[2].value.count, 2);
}
END_TEST

START_TEST(tokens_can_be_grouped) {
    ck_assert_uint_eq(tokens("got 1 2 3", false).count, 3);
    ck_assert_uint_eq(tokens("got 1 2 3", true).count, 1);
    ck_assert_uint_eq(tokens("process 2 1 2 3", true).count, 2);
    ck_assert_uint_eq(tokens("a[0]=10, a[1]=20, a[2]=30", true).count, 1);
    ck_assert_uint_eq(tokens("got one=1 two=2", true).count, 1);
    ck_assert_int_eq(tokens("got one=1 two=2", true).items[0].value.type, VALUE_DICT);
    ck_assert_int_eq(tokens("rank -1 waits", false).items[0].value.integer, -1);
    ck_assert_int_eq(tokens("ring 0->1", false).items[1].value.integer, 1);
}
END_TEST

START_TEST(cues_stand_for_longer_words) {
    const char *const cues[] = {"max", "on", NULL};
    ck_assert(cued("the maximum is ", cues));
    ck_assert(!cued("only the sum ", cues));
    ck_assert(cued("on ", cues));
    ck_assert(!cued("anything ", NULL));
}
END_TEST

int main(void) {
    Suite *suite = suite_create("values, lines, tokens");
    TCase *cases = tcase_create("values, lines, tokens");
    tcase_add_checked_fixture(cases, set_up, tear_down);
    tcase_set_timeout(cases, 120);
    tcase_add_test(cases, lists_are_equal_whatever_their_brackets);
    tcase_add_test(cases, nested_lists_agree_in_structure_or_are_flat);
    tcase_add_test(cases, dictionaries_are_equal_in_any_order);
    tcase_add_test(cases, nothing_is_nothing_however_printed);
    tcase_add_test(cases, numbers_and_texts);
    tcase_add_test(cases, hostile_values_are_read_in_bounded_time);
    tcase_add_test(cases, lines_are_mended_and_joined);
    tcase_add_test(cases, words_behind_an_open_bracket_are_a_line_of_their_own);
    tcase_add_test(cases, tokens_are_values_between_words);
    tcase_add_test(cases, tokens_can_be_grouped);
    tcase_add_test(cases, cues_stand_for_longer_words);
    suite_add_tcase(suite, cases);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
