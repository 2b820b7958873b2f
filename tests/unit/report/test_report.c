/* SPDX-License-Identifier: MIT */
#include "report/report.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

/* ---- a small exercise and what came of it ---- */

static const size_t both[] = {0, 1};
static struct check checks[] = {
    {.kind = CHECK_ASSIGNMENT,
     .id = "assignment",
     .title = {"Own chunk", "Trozo propio"},
     .hint = {"", ""},
     .points = 2333,
     .case_count = 2,
     .cases = both},
    {.kind = CHECK_CLEAN_EXIT,
     .id = "secret",
     .title = {"Ends well", "Termina bien"},
     .hint = {"", ""},
     .points = 667,
     .case_count = 2,
     .cases = both,
     .visibility = HIDDEN},
};
static struct rubric_case cases[] = {
    {.id = "np2", .np = 2},
    {.id = "np4", .np = 4},
};
static const struct rubric rubric = {
    .id = "02-x",
    .sha256 = "ab",
    .title = {"Chunks", "Trozos"},
    .topic = {"", ""},
    .case_count = 2,
    .cases = cases,
    .check_count = 2,
    .checks = checks,
};

static int64_t zero_to_five[] = {0, 1, 2, 3, 4, 5}, seven[] = {7};
static size_t counts[] = {6, 1}, fewer_counts[] = {0, 1};
static int64_t *lists[] = {zero_to_five, seven};
static struct assignment expected = {2, counts, lists}, got = {2, fewer_counts, lists};

static struct rank_capture two_ranks[2] = {
    {.started = true, .ended = true, .out = {.head = "a\n", .head_length = 2}},
    {.started = true, .ended = true, .signal = 11, .exit_code = -1},
};
static struct rank_capture four_ranks[4];
static struct capture captures[] = {
    {.case_id = "np2", .np = 2, .outcome = CASE_CRASHED, .culprit = 1, .ranks = two_ranks},
    {.case_id = "np4", .np = 4, .outcome = CASE_FINISHED, .culprit = -1, .ranks = four_ranks},
};
static struct case_verdict case_verdicts[] = {
    {.run = &cases[0], .capture = &captures[0], .expected = &expected, .got = &got},
    {.run = &cases[1], .capture = &captures[1]},
};

/* The last is what a hostile program may have printed. */
static struct finding findings[] = {
    {.case_id = "np2", .what = "One too few.", .hint = "Look there.", .rank = -1},
    {.case_id = "np4", .what = "One too few.", .hint = "Look there.", .rank = -1},
    {.case_id = "np4", .what = "Odd.", .rank = 3, .line = "\033[2Jgone \xff\xc3\xb1\xe2\x80\xae"},
};
static struct finding secret_findings[] = {
    {.case_id = "np4", .what = "Nobody may read this.", .rank = -1},
};
static struct check_verdict check_verdicts[] = {
    {.check = &checks[0],
     .status = STATUS_PARTIAL,
     .points = 1,
     .finding_count = 3,
     .findings = findings},
    {.check = &checks[1], .status = STATUS_FAILED, .finding_count = 1, .findings = secret_findings},
};
static struct verdict verdict = {
    .points = 1,
    .max = 3000,
    .case_count = 2,
    .cases = case_verdicts,
    .check_count = 2,
    .checks = check_verdicts,
};

static struct report_source graded(void) {
    return (struct report_source){
        .rubric = &rubric, .name = "ring.c", .language = "c", .verdict = &verdict};
}

static char *render(const struct report_source *source, enum report_format format,
                    struct report_style style) {
    size_t length;
    json_t *report = report_new(source);
    char *text = report_render(report, format, &style, &length);
    ck_assert_uint_eq(strlen(text), length);
    json_decref(report);
    return text;
}

static char *render_text(const struct report_source *source, bool unicode) {
    return render(source, REPORT_TEXT, (struct report_style){.unicode = unicode, .width = 80});
}

static void expect(const char *text, const char *words) {
    ck_assert_msg(strstr(text, words) != NULL, "%s\nis not in\n%s", words, text);
}

static void expect_not(const char *text, const char *words) {
    ck_assert_msg(strstr(text, words) == NULL, "%s\nis in\n%s", words, text);
}

/* ---- JSON ---- */

START_TEST(points_are_exact) {
    struct report_source source = graded();
    char *text = render(&source, REPORT_JSON, (struct report_style){0});
    expect(text, "\"points\": 0.001,\n    \"max\": 3,\n    \"percent\": 0.033");
    expect(text, "\"max\": 2.333,");
    free(text);
}
END_TEST

START_TEST(full_marks_alone_are_100_percent) {
    struct verdict nearly = verdict;
    struct report_source source = graded();
    nearly.points = 2999;
    source.verdict = &nearly;
    char *text = render(&source, REPORT_JSON, (struct report_style){0});
    expect(text, "\"percent\": 99.966");
    free(text);
    nearly.points = 3000;
    text = render(&source, REPORT_JSON, (struct report_style){0});
    expect(text, "\"percent\": 100\n");
    free(text);
}
END_TEST

static const json_t *rank_of(const json_t *report, size_t run, size_t rank) {
    const json_t *one = json_array_get(json_object_get(report, "cases"), run);
    return json_array_get(json_object_get(one, "ranks"), rank);
}

START_TEST(bytes_of_any_kind_become_valid_text) {
    static const char bytes[] = "a\0b\xff\xed\xa0\x80\xf0\x9f\x98\x80";
    two_ranks[0].out = (struct stream){.head = bytes,
                                       .head_length = sizeof bytes - 1,
                                       .tail = "\xc3",
                                       .tail_length = 1,
                                       .dropped = 12};
    struct report_source source = graded();
    json_t *report = report_new(&source);
    const json_t *rank = rank_of(report, 0, 0);
    const json_t *out = json_object_get(rank, "stdout");
    static const char wanted[] =
        "a\0b\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xf0\x9f\x98\x80"
        "\n[... 12 bytes left out ...]\n\xef\xbf\xbd";
    ck_assert_uint_eq(json_string_length(out), sizeof wanted - 1);
    ck_assert_mem_eq(json_string_value(out), wanted, sizeof wanted - 1);
    ck_assert_int_eq(
        json_integer_value(json_object_get(json_object_get(rank, "truncated"), "stdout")), 12);
    json_decref(report);
}
END_TEST

START_TEST(how_a_rank_ended_is_said) {
    struct report_source source = graded();
    json_t *report = report_new(&source);
    const json_t *good = rank_of(report, 0, 0), *bad = rank_of(report, 0, 1);
    ck_assert_int_eq(json_integer_value(json_object_get(good, "exit_code")), 0);
    ck_assert(json_is_null(json_object_get(good, "signal")));
    ck_assert(json_is_null(json_object_get(bad, "exit_code")));
    ck_assert_int_eq(json_integer_value(json_object_get(bad, "signal")), 11);
    ck_assert_str_eq(json_string_value(json_object_get(bad, "signal_name")), "SIGSEGV");
    ck_assert(json_is_null(json_object_get(rank_of(report, 1, 0), "exit_code")));
    json_decref(report);
}
END_TEST

START_TEST(a_fault_has_no_score_and_what_is_not_gradable_no_points) {
    struct error error = {.kind = ERROR_FAULT, .message = "disk full", .advice = "Make room."};
    struct report_source source = {.rubric = &rubric, .name = "x", .error = &error};
    json_t *report = report_new(&source);
    ck_assert_str_eq(json_string_value(json_object_get(report, "outcome")), "grader_fault");
    ck_assert(json_is_null(json_object_get(report, "score")));
    ck_assert_str_eq(json_string_value(json_object_get(report, "reason")), "disk full");
    ck_assert_uint_eq(json_array_size(json_object_get(report, "checks")), 0);
    json_decref(report);

    error.kind = ERROR_NOT_GRADABLE;
    report = report_new(&source);
    const json_t *score = json_object_get(report, "score");
    ck_assert_str_eq(json_string_value(json_object_get(report, "outcome")), "not_gradable");
    ck_assert_int_eq(json_integer_value(json_object_get(score, "points")), 0);
    ck_assert_int_eq(json_integer_value(json_object_get(score, "max")), 3);
    const json_t *check = json_array_get(json_object_get(report, "checks"), 1);
    ck_assert_str_eq(json_string_value(json_object_get(check, "status")), "skipped");
    json_decref(report);
}
END_TEST

/* ---- text ---- */

START_TEST(text_tells_each_finding_once) {
    struct report_source source = graded();
    char *text = render_text(&source, true);
    expect(text, "np 2, 4: One too few.\n    → Look there.\n");
    ck_assert_ptr_null(strstr(strstr(text, "Look there.") + 1, "Look there."));
    expect(text, "(rank 1: signal SIGSEGV)");
    expect(text, "Points: 0.001 / 2.333 (0.042 %)\n");
    free(text);
}
END_TEST

START_TEST(text_has_a_table_of_iterations) {
    struct report_source source = graded();
    char *text = render_text(&source, true);
    expect(text, "              expected    found\n"
                 "    rank 0    0-5         none        ✗\n"
                 "    rank 1    7           7           ✓\n");
    free(text);
}
END_TEST

START_TEST(text_hides_hidden_checks) {
    struct report_source source = graded();
    char *text = render_text(&source, true);
    expect_not(text, "Ends well");
    expect_not(text, "Nobody may read this.");
    expect(text, "not shown here");
    free(text);
    text = render(&source, REPORT_TEXT,
                  (struct report_style){.width = 80, .view = REPORT_VIEW_ASSISTANT});
    expect(text, "Nobody may read this.");
    expect(text, "Points: 0.001 / 3 (0.033 %)\n");
    expect_not(text, "not shown here");
    free(text);
}
END_TEST

START_TEST(the_students_view_is_made_once) {
    struct report_source source = graded();
    struct report_style style = {.view = REPORT_VIEW_STUDENT};
    json_t *report = report_new(&source), *seen = report_as_seen(report, REPORT_JSON, &style);
    style.view = REPORT_VIEW_BY_FORMAT;
    json_t *again = report_as_seen(seen, REPORT_TEXT, &style);
    ck_assert_ptr_eq(seen, again);
    ck_assert_uint_eq(json_array_size(json_object_get(seen, "checks")), 1);
    ck_assert_uint_eq(json_array_size(json_object_get(report, "checks")), 2);
    json_decref(again);
    json_decref(seen);
    json_decref(report);
}
END_TEST

START_TEST(text_obeys_no_control_character) {
    struct report_source source = graded();
    char *text = render_text(&source, true);
    expect(text, "[rank 3] \\x1b[2Jgone \xef\xbf\xbd\xc3\xb1\\u{202e}\n");
    expect_not(text, "\033");
    free(text);
    text = render_text(&source, false);
    expect(text, "[rank 3] \\x1b[2Jgone ?n\\u{202e}\n");
    for (const char *c = text; *c != '\0'; c++)
        ck_assert_msg((unsigned char)*c < 0x80, "not ASCII: %s", c);
    free(text);
}
END_TEST

START_TEST(text_is_as_wide_as_the_terminal) {
    struct finding longest = {.what = "one two three four five six seven eight nine ten eleven "
                                      "twelve thirteen fourteen fifteen",
                              .rank = -1};
    struct check_verdict one[] = {check_verdicts[0], check_verdicts[1]};
    struct verdict wide = verdict;
    struct report_source source = graded();
    one[0].findings = &longest;
    one[0].finding_count = 1;
    wide.checks = one;
    source.verdict = &wide;
    char *text = render(&source, REPORT_TEXT, (struct report_style){.width = 40}), *rest = text;
    expect(text, "  one two three four five six seven\n    eight nine ten eleven twelve\n");
    for (char *line; (line = strsep(&rest, "\n")) != NULL;)
        ck_assert_msg(strlen(line) <= 48, "%s", line);
    free(text);
}
END_TEST

/* ---- formats ---- */

START_TEST(formats_are_found) {
    ck_assert_int_eq(report_format_find("json"), REPORT_JSON);
    ck_assert_int_eq(report_format_find("text"), REPORT_TEXT);
    ck_assert_int_eq(report_format_find("papyrus"), -1);
    ck_assert_int_eq(report_format_of_path("a.xml"), REPORT_JUNIT);
    ck_assert_int_eq(report_format_of_path("a/b.json"), REPORT_JSON);
    ck_assert_int_eq(report_format_of_path(".txt"), -1);
    ck_assert_int_eq(report_format_of_path("b"), -1);
    ck_assert_str_eq(report_format_name(REPORT_TEXT), "text");
}
END_TEST

int main(void) {
    Suite *suite = suite_create("report");
    TCase *all = tcase_create("report");
    tcase_add_test(all, points_are_exact);
    tcase_add_test(all, full_marks_alone_are_100_percent);
    tcase_add_test(all, bytes_of_any_kind_become_valid_text);
    tcase_add_test(all, how_a_rank_ended_is_said);
    tcase_add_test(all, a_fault_has_no_score_and_what_is_not_gradable_no_points);
    tcase_add_test(all, text_tells_each_finding_once);
    tcase_add_test(all, text_has_a_table_of_iterations);
    tcase_add_test(all, text_hides_hidden_checks);
    tcase_add_test(all, the_students_view_is_made_once);
    tcase_add_test(all, text_obeys_no_control_character);
    tcase_add_test(all, text_is_as_wide_as_the_terminal);
    tcase_add_test(all, formats_are_found);
    suite_add_tcase(suite, all);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
