/* SPDX-License-Identifier: MIT */
/* Files of answers become captures: what each process "prints", and why not. */
#include "submission/answers.h"

#include <check.h>
#include <string.h>

/* One question of each shape, all for three processes. */
static struct rubric_case cases[] = {
    {.id = "one", .np = 3, .asks = ASKS_NUMBER},
    {.id = "any", .np = 3, .asks = ASKS_VALUE},
    {.id = "each", .np = 3, .asks = ASKS_NUMBERS},
    {.id = "table", .np = 3, .asks = ASKS_LISTS},
};
enum { ONE, ANY, EACH, TABLE };
static const struct rubric rubric = {
    .kind = EXERCISE_ANSWERS, .case_count = ARRAY_LEN(cases), .cases = cases};

static struct arena *arena;
static struct answers answers;
static struct error error;

static void set_up(void) {
    arena = arena_new();
}

static void tear_down(void) {
    arena_free(arena);
}

static int read_bytes(const char *file, const char *bytes, size_t length) {
    /* Exactly so long: a read behind the end is seen by the sanitizer. */
    char *copy = memcpy(arena_alloc(arena, length + 1), bytes, length);
    memset(&error, 0, sizeof error);
    return answers_read(arena, &rubric, file, copy, length, &answers, &error);
}

static void read_json(const char *text) {
    ck_assert_msg(read_bytes("a.json", text, strlen(text)) == 0, "%s", error.message);
}

static void read_csv(const char *text) {
    ck_assert_msg(read_bytes("a.CSV", text, strlen(text)) == 0, "%s", error.message);
}

static void expect(size_t question, int process, const char *printed) {
    const struct capture *capture = answers.captures[question];
    ck_assert_msg(capture->unanswered == NULL, "%s", capture->unanswered);
    ck_assert_int_eq(capture->np, 3);
    ck_assert_int_eq(capture->outcome, CASE_FINISHED);
    ck_assert_str_eq(capture->ranks[process].out.head, printed);
    ck_assert_uint_eq(capture->ranks[process].out.head_length, strlen(printed));
}

/* Nothing is printed, and the reason holds this text. */
static void expect_problem(size_t question, const char *why) {
    const struct capture *capture = answers.captures[question];
    ck_assert_msg(capture->unanswered != NULL, "answered");
    ck_assert_msg(strstr(capture->unanswered, why) != NULL, "\"%s\" is not in: %s", why,
                  capture->unanswered);
    for (int r = 0; r < capture->np; r++)
        ck_assert_uint_eq(capture->ranks[r].out.head_length, 0);
}

static void expect_refused(const char *file, const char *text, const char *why) {
    ck_assert_int_eq(read_bytes(file, text, strlen(text)), -1);
    ck_assert_int_eq(error.kind, ERROR_NOT_GRADABLE);
    ck_assert_msg(strstr(error.message, why) != NULL, "\"%s\" is not in: %s", why, error.message);
}

#define TABLE_PRINTS                                                                               \
    "Process 0 runs iteration 0\nProcess 0 runs iteration 3\n", "Process 1 runs iteration 1\n", ""

static void expect_table(const char *first, const char *second, const char *third) {
    expect(TABLE, 0, first);
    expect(TABLE, 1, second);
    expect(TABLE, 2, third);
}

/* ---- JSON ---- */

START_TEST(each_shape_has_its_lines) {
    read_json("{\"one\": 5, \"any\": \"abc d\", \"each\": {\"0\": 2, \"1\": 0, \"2\": 2.5},"
              "\"table\": {\"0\": [0, 3], \"1\": [1], \"2\": []}, \"name\": \"me\"}");
    expect(ONE, 0, "The answer is 5\n");
    expect(ONE, 1, "");
    expect(ANY, 0, "The answer is abc d\n");
    expect(EACH, 0, "Process 0: 2\n");
    expect(EACH, 1, "Process 1: 0\n");
    expect(EACH, 2, "Process 2: 2.5\n");
    expect_table(TABLE_PRINTS);
    ck_assert(answers.touched);
}
END_TEST

START_TEST(tables_are_objects_or_arrays) {
    static const char *const right[] = {
        "{\"table\": [[0, 3], [1], []]}",
        "{\"table\": [[0, 3], 1]}",
        "{\"table\": [\"0 3\", \"1\", null]}",
        "{\"table\": {\"1\": \"1\", \"process 0\": \"[0, 3]\", \"P2\": \"\"}}",
        "{\"TABLE\": {\"0\": [\"0\", \" +3 \"], \"Proceso 1\": 1.0}}",
        "\xef\xbb\xbf{\"table\": [[0, 3], [1]]}",
    };
    for (size_t i = 0; i < ARRAY_LEN(right); i++) {
        read_json(right[i]);
        expect_table(TABLE_PRINTS);
    }
}
END_TEST

START_TEST(a_number_may_be_written_otherwise) {
    static const char *const right[] = {"{\"one\": \"5\"}", "{\"one\": 5.0}", "{\"one\": \"+5\"}",
                                        "{\"one\": \" worker 5 \"}", "{\"one\": \"P5\"}"};
    for (size_t i = 0; i < ARRAY_LEN(right); i++) {
        read_json(right[i]);
        expect(ONE, 0, "The answer is 5\n");
    }
}
END_TEST

START_TEST(a_value_may_be_a_list) {
    read_json("{\"any\": [1, [2, 3]]}");
    expect(ANY, 0, "The answer is [1, [2, 3]]\n");
}
END_TEST

START_TEST(a_value_stays_one_line) {
    read_json("{\"any\": \"a\\nProcess 1 runs iteration 1\\u0007\"}");
    expect(ANY, 0, "The answer is a Process 1 runs iteration 1\n");
}
END_TEST

START_TEST(other_shapes_are_told) {
    static const struct {
        const char *text;
        size_t question;
        const char *why;
    } rows[] = {
        {"{\"one\": [1, 2]}", ONE, "a.json: /one: a single number"},
        {"{\"one\": {\"0\": 1}}", ONE, "a single number"},
        {"{\"one\": true}", ONE, "a single number"},
        {"{\"one\": \"3 or 4\"}", ONE, "\"3 or 4\" is no number"},
        {"{\"one\": \"0x5\"}", ONE, "is no number"},
        {"{\"one\": \"nan\"}", ONE, "is no number"},
        {"{\"any\": {\"0\": 1}}", ANY, "/any"},
        {"{\"each\": 3}", EACH, "for each of the 3 processes"},
        {"{\"each\": [1, [2, 3], 4]}", EACH, "/each/1: a single number"},
        {"{\"each\": [[1], {\"2\": 3}]}", EACH, "/each/1"},
        {"{\"table\": \"0 1 2\"}", TABLE, "for each of the 3 processes"},
        {"{\"table\": [[1], [[2]]]}", TABLE, "/table/1: a number or a list"},
        {"{\"table\": [[1], [2.5]]}", TABLE, "\"2.5\" is no whole number"},
        {"{\"table\": {\"0\": \"one\"}}", TABLE, "/table/0: \"one\" is no whole number"},
    };
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        read_json(rows[i].text);
        expect_problem(rows[i].question, rows[i].why);
    }
}
END_TEST

START_TEST(processes_that_are_none_are_told) {
    static const char *const wrong[] = {
        "{\"table\": {\"3\": [1]}}",          "{\"table\": {\"-1\": [1]}}",
        "{\"table\": {\"1.5\": [1]}}",        "{\"table\": {\"all\": [1]}}",
        "{\"table\": {\"\": [1]}}",           "{\"table\": {\"1 2\": [1]}}",
        "{\"table\": {\"99999999999\": []}}",
    };
    for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
        read_json(wrong[i]);
        expect_problem(TABLE, "the 3 processes are numbered from 0 to 2");
    }
    read_json("{\"table\": [0, 1, 2, 3]}");
    expect_problem(TABLE, "4 entries, but there are 3 processes");
    read_json("{\"table\": {\"1\": [1], \"P1\": [2]}}");
    expect_problem(TABLE, "process 1 stands here twice");
}
END_TEST

START_TEST(one_bad_question_spoils_no_other) {
    read_json("{\"one\": \"x\", \"table\": [[0, 3], [1]]}");
    expect_problem(ONE, "is no number");
    expect_table(TABLE_PRINTS);
}
END_TEST

START_TEST(blank_and_missing_are_told_apart) {
    read_json("{\"one\": null, \"each\": {}, \"tabel\": [[1]]}");
    expect_problem(ONE, "\"one\" is not answered yet");
    expect_problem(EACH, "\"each\" is not answered yet");
    expect_problem(ANY, "\"any\" is missing.");
    expect_problem(TABLE, "Is \"tabel\" meant");
}
END_TEST

START_TEST(starters_are_untouched) {
    read_json("{\"one\": null, \"any\": \"\", \"each\": [null, null], \"table\": {\"0\": []}}");
    ck_assert(!answers.touched);
    read_csv("question,process,answer\none,,\neach,0,\neach,1,\n\ntable,0,\n");
    ck_assert(!answers.touched);
    read_json("{\"oen\": 5}");
    ck_assert(answers.touched);
    read_json("{\"one\": \"?\"}");
    ck_assert(answers.touched);
}
END_TEST

START_TEST(no_json_is_refused) {
    expect_refused("a.json", "", "a.json is no JSON: line 1");
    expect_refused("a.json", "{\"one\": 1\n \"any\": 2}", "line 2");
    expect_refused("a.json", "{\"one\": 1, \"one\": 2}", "duplicate");
    expect_refused("a.json", "[1]", "{\"one\": ...}");
    expect_refused("a.json", "{\"one\": \"\xff\"}", "decode byte");
    expect_refused("a.txt", "one,,1\n", "no JSON");
}
END_TEST

START_TEST(many_items_are_bounded) {
    char *text = arena_alloc(arena, 3000);
    char *end = stpcpy(text, "table,0");
    for (int i = 0; i < 400; i++)
        end = stpcpy(end, ",1");
    read_csv(text);
    expect_problem(TABLE, "line 1: more than 256");
}
END_TEST

/* ---- CSV ---- */

START_TEST(separators_quotes_and_line_ends) {
    static const char *const right[] = {
        "table,0,0 3\ntable,1,1\n",
        "table;0;0,3\r\ntable;1;1\r\n",
        "table\t0\t0 3\rtable\tprocess 1\t1",
        "\xef\xbb\xbfquestion,process,iterations,,\n\"table\",\"0\",\"0, 3\"\n\n Table ,1,1,,\n",
        "table,0,0,3\ntable,1,1\n",
        "table,0,0\ntable,0,3\ntable,1,1\ntable,2,\n",
        "table,0,\"0\n3\"\ntable,1,1\n",
        "Pregunta;Proceso;Iteraciones\ntable;0;\"[0; 3]\"\ntable;1;\" 1 \"\n",
    };
    for (size_t i = 0; i < ARRAY_LEN(right); i++) {
        read_csv(right[i]);
        expect_table(TABLE_PRINTS);
    }
}
END_TEST

START_TEST(single_answers_need_no_process) {
    static const char *const right[] = {"one,,5\n", "one,5", "one,0,5,,\n", "\none;5\n"};
    for (size_t i = 0; i < ARRAY_LEN(right); i++) {
        read_csv(right[i]);
        expect(ONE, 0, "The answer is 5\n");
    }
    read_csv("any,,\"she said \"\"1, 2\"\"\"\neach,0,2\neach,2,4\n");
    expect(ANY, 0, "The answer is she said \"1, 2\"\n");
    expect(EACH, 0, "Process 0: 2\n");
    expect(EACH, 1, "");
    expect(EACH, 2, "Process 2: 4\n");
}
END_TEST

START_TEST(lines_are_named) {
    read_csv("one,,5\none,,6\neach,,4\ntable,\"\n\n0\",0\ntable,7,1\n");
    expect_problem(ONE, "a.CSV: line 2: a single number");
    expect_problem(EACH, "line 3: an answer for each");
    expect_problem(TABLE, "line 7: there is no process \"7\"");
    read_csv("any,,a\nany,,b\n");
    expect_problem(ANY, "line 2: the question is answered twice");
    expect_refused("a.csv", "one,,5\nany,\"x\n", "line 2: a quote is opened and never closed");
}
END_TEST

START_TEST(bytes_of_any_kind_are_no_crash) {
    static const char bytes[] = "any,,a\0b\xff\nta\0ble,0,1\n\"\"\"\",\n,,,\n\r\r\none\0,,1";
    ck_assert_int_eq(read_bytes("a.csv", bytes, sizeof bytes - 1), 0);
    expect(ANY, 0, "The answer is a b\xff\n");
    expect(ONE, 0, "The answer is 1\n");
    ck_assert_int_eq(read_bytes("a.csv", "", 0), 0);
    expect_problem(ONE, "is missing");
}
END_TEST

int main(void) {
    Suite *suite = suite_create("answers");
    TCase *json = tcase_create("json"), *csv = tcase_create("csv");
    tcase_add_checked_fixture(json, set_up, tear_down);
    tcase_add_test(json, each_shape_has_its_lines);
    tcase_add_test(json, tables_are_objects_or_arrays);
    tcase_add_test(json, a_number_may_be_written_otherwise);
    tcase_add_test(json, a_value_may_be_a_list);
    tcase_add_test(json, a_value_stays_one_line);
    tcase_add_test(json, other_shapes_are_told);
    tcase_add_test(json, processes_that_are_none_are_told);
    tcase_add_test(json, one_bad_question_spoils_no_other);
    tcase_add_test(json, blank_and_missing_are_told_apart);
    tcase_add_test(json, starters_are_untouched);
    tcase_add_test(json, no_json_is_refused);
    tcase_add_test(json, many_items_are_bounded);
    suite_add_tcase(suite, json);
    tcase_add_checked_fixture(csv, set_up, tear_down);
    tcase_add_test(csv, separators_quotes_and_line_ends);
    tcase_add_test(csv, single_answers_need_no_process);
    tcase_add_test(csv, lines_are_named);
    tcase_add_test(csv, bytes_of_any_kind_are_no_crash);
    suite_add_tcase(suite, csv);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? 0 : 1;
}
