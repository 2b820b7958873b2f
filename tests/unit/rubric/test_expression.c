/* SPDX-License-Identifier: MIT */
#include "rubric/expression.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

static bool known(const void *context, const char *name) {
    (void)context;
    return strcmp(name, "P") == 0 || strcmp(name, "r") == 0 || strcmp(name, "REPS") == 0;
}

/* P = 4, r = 3, REPS = 10. */
static int lookup(const void *context, const char *name, int64_t *ret_value) {
    (void)context;
    *ret_value = strcmp(name, "P") == 0 ? 4 : strcmp(name, "r") == 0 ? 3 : 10;
    return 0;
}

static const struct {
    const char *text;
    int64_t value;
} right[] = {
    {"7", 7},
    {"  REPS / P ", 2},
    {"REPS % P", 2},
    {"REPS - P - 1", 5},
    {"2 + 3 * 4", 14},
    {"(2 + 3) * 4", 20},
    {"-3 + -(-1)", -2},
    {"-7 / 2", -3},
    {"- - 2", 2},
    {"!0 + !5", 1},
    {"r < REPS % P ? REPS / P + 1 : REPS / P", 2},
    {"0 ? 1 : 0 ? 2 : 3", 3},
    {"1 || 1 / 0", 1},
    {"0 && 1 / 0", 0},
    {"1 ? 2 : 1 / 0", 2},
    {"r == 3 && P != 3", 1},
    {"1 <= 1 && 2 >= 3 || 2 > 1", 1},
    {"2 < 1", 0},
    {"9223372036854775807", INT64_MAX},
};

START_TEST(evaluates) {
    ARENA_AUTO arena = arena_new();
    struct error error = {0};
    struct expression *expression = expression_parse(arena, right[_i].text, known, NULL, &error);
    ck_assert_msg(expression != NULL, "%s", error.message);
    int64_t value = 0;
    ck_assert_int_eq(expression_evaluate(expression, lookup, NULL, &value), 0);
    ck_assert_msg(value == right[_i].value, "%s gives %lld", right[_i].text, (long long)value);
    ck_assert_str_eq(expression_text(expression), right[_i].text);
}
END_TEST

static const char *const undefined[] = {
    "1 / 0",
    "1 % (P - 4)",
    "9223372036854775807 + 1",
    "-9223372036854775807 - 2",
    "9223372036854775807 * 2",
    "-(-9223372036854775807 - 1)",
    "(-9223372036854775807 - 1) / -1",
    "(-9223372036854775807 - 1) % -1",
};

START_TEST(refuses_to_evaluate) {
    ARENA_AUTO arena = arena_new();
    struct error error = {0};
    struct expression *expression = expression_parse(arena, undefined[_i], known, NULL, &error);
    ck_assert_msg(expression != NULL, "%s", error.message);
    int64_t value = 0;
    ck_assert_int_eq(expression_evaluate(expression, lookup, NULL, &value), -1);
}
END_TEST

static const struct {
    const char *text, *column, *says;
} wrong[] = {
    {"", "column 1 ", "number, a name"},
    {"REPS / SIZE", "column 8 ", "\"SIZE\" is not known"},
    {"1 +", "column 4 ", "expected"},
    {"(1", "column 3 ", "\")\""},
    {"1 2", "column 3 ", "operator"},
    {"1 ? 2", "column 6 ", "\":\""},
    {"2x", "column 2 ", "decimal"},
    {"1.5", "column 2 ", "decimal"},
    {"99999999999999999999", "column ", "too large"},
    {"1 = 2", "column 3 ", "operator"},
    {"P & 1", "column 3 ", "operator"},
};

START_TEST(refuses_with_the_column) {
    ARENA_AUTO arena = arena_new();
    struct error error = {0};
    ck_assert_ptr_null(expression_parse(arena, wrong[_i].text, known, NULL, &error));
    ck_assert_int_eq(error.kind, ERROR_RUBRIC);
    ck_assert_msg(strstr(error.message, wrong[_i].column) != NULL, "%s", error.message);
    ck_assert_msg(strstr(error.message, wrong[_i].says) != NULL, "%s", error.message);
}
END_TEST

/* Each of these would overflow the stack of a parser or an evaluation without a limit. */
static const struct {
    const char *repeated, *end;
} deep[] = {{"(", "1"},    {"-", "1"},  {"!", "1"},  {"1+", "1"},
            {"1?1:", "1"}, {"1?", "1"}, {"(1+", "1"}};

START_TEST(bounds_depth) {
    ARENA_AUTO arena = arena_new();
    struct error error = {0};
    size_t length = strlen(deep[_i].repeated), times = 200000;
    char *text = malloc(times * length + 2);
    ck_assert_ptr_nonnull(text);
    for (size_t i = 0; i < times; i++)
        memcpy(text + i * length, deep[_i].repeated, length);
    memcpy(text + times * length, "1", 2);
    ck_assert_ptr_null(expression_parse(arena, text, known, NULL, &error));
    free(text);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("expression");
    TCase *cases = tcase_create("expression");
    tcase_add_loop_test(cases, evaluates, 0, ARRAY_LEN(right));
    tcase_add_loop_test(cases, refuses_to_evaluate, 0, ARRAY_LEN(undefined));
    tcase_add_loop_test(cases, refuses_with_the_column, 0, ARRAY_LEN(wrong));
    tcase_add_loop_test(cases, bounds_depth, 0, ARRAY_LEN(deep));
    suite_add_tcase(suite, cases);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
