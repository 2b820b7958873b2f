/* SPDX-License-Identifier: MIT */
#include "rubric/template.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct field fields[] = {
    {.name = "host", .type = FIELD_HOST},  {.name = "rank", .type = FIELD_INT},
    {.name = "size", .type = FIELD_INT},   {.name = "i", .type = FIELD_INT},
    {.name = "x", .type = FIELD_REAL},     {.name = "list", .type = FIELD_VALUE},
    {.name = "sent", .type = FIELD_VALUE}, {.name = "text", .type = FIELD_STRING},
};

static const struct fact_kind kind = {
    .id = "fact", .field_count = ARRAY_LEN(fields), .fields = fields};

static struct template compiled(struct arena *arena, const char *text, bool exact) {
    struct template template = {.text = text, .language = "en", .exact = exact};
    struct template_pieces pieces;
    struct error error = {0};
    ck_assert_msg(template_split(arena, text, &pieces, &error) == 0, "%s", error.message);
    ck_assert_msg(template_compile(arena, &kind, &pieces, &template, &error) == 0, "%s",
                  error.message);
    return template;
}

/* The fields as "name=text|name=text", or NULL when the line does not match. */
static const char *fields_of(struct arena *arena, const struct template *template, const char *line,
                             const struct template_match *match) {
    const char *text = "";
    for (size_t i = 0; i < template->group_count; i++) {
        struct span span = match->groups[i];
        text = arena_printf(arena, "%s%s%s=%.*s", text, i == 0 ? "" : "|",
                            kind.fields[template->groups[i]].name, (int)(span.end - span.start),
                            line + span.start);
    }
    return text;
}

static const char *matched(struct arena *arena, const char *text, bool exact, const char *line) {
    struct template template = compiled(arena, text, exact);
    struct template_match match;
    int rc = template_match(&template, line, strlen(line), &match);
    const char *found = rc == 1 ? fields_of(arena, &template, line, &match) : NULL;
    template_done(&template);
    return found;
}

#define ITERATION "On {host}: Process {rank} is performing iteration {i}"
#define ITERACION "En {host}: el proceso {rank} realiza la iteración {i}"
#define RING "Worker Process {rank} of {size} on {host} received {list} and sent {sent}"
#define STARTS "Process {rank} starts with {list}"
#define HAS "Process {rank} of {size} on {host} has {text} after the broadcast"
#define BROADCASTS "Master broadcasts {text}"
#define RESULTS "max = {list}, sum = {sent}"

static const struct {
    const char *template, *line, *fields;
} tolerant[] = {
    {ITERATION, "On node1: Process 2 is performing iteration 5", "host=node1|rank=2|i=5"},
    {ITERATION, "  on node1 :process  2\tIS performing iteration 05. ", "host=node1|rank=2|i=05"},
    {ITERATION, "On 0a1b2c: Process \"2\" is performing iteration 5!\r", "host=0a1b2c|rank=2|i=5"},
    {ITERATION, "On a.b-c.org: Process -1 is performing iteration +5",
     "host=a.b-c.org|rank=-1|i=+5"},
    {ITERATION, "On node1: Process 2 is performing iteration 3.0", NULL},
    {ITERATION, "On node1: Process 2 is performing iteration 3rd", NULL},
    {ITERATION, "On node1: Process is performing iteration 3", NULL},
    {ITERATION, "On node1: Process 2 is performing iteration 3 4", NULL},
    {ITERATION, "On node1: Process2is performing iteration 3", NULL},
    {ITERATION, "so On node1: Process 2 is performing iteration 3", NULL},
    {ITERACION, "En nodo: el proceso 2 realiza la iteracion 5", "host=nodo|rank=2|i=5"},
    {ITERACION, "EN nodo: el proceso 2 realiza la ITERACI\xc3\x93N 5", "host=nodo|rank=2|i=5"},
    {ITERACION, "En nodo: el proceso 2 realiza la iteraci\xf3n 5", "host=nodo|rank=2|i=5"},
    {ITERACION, "En nodo: el proceso 2 realiza la iteracio\xcc\x81n 5", "host=nodo|rank=2|i=5"},
    {ITERACION,
     "En nodo: el pr\xc3\xb3"
     "ceso 2 realiza la iteraci\xc3\xb3n 5",
     "host=nodo|rank=2|i=5"},
    {RING, "Worker Process 1 of 4 on h received [0] and sent [0, 1]",
     "rank=1|size=4|host=h|list=[0]|sent=[0, 1]"},
    {RING, "Worker Process 1 of 4 on h received 0 and sent 0 1",
     "rank=1|size=4|host=h|list=0|sent=0 1"},
    {RING, "Worker Process 1 of 4 on h received {0, 1} and sent 0,1,2,",
     "rank=1|size=4|host=h|list={0, 1}|sent=0,1,2"},
    {STARTS, "Process 1 starts with", "rank=1|list="},
    {STARTS, "Process 1 starts with ", "rank=1|list="},
    {STARTS, "Process 1 starts with None.", "rank=1|list=None"},
    {STARTS, "Process 1 starts with nothing", "rank=1|list=nothing"},
    {STARTS, "Process 1 starts with vac\xc3\xado", "rank=1|list=vac\xc3\xado"},
    {STARTS, "Process 1 starts with {}", "rank=1|list={}"},
    {STARTS, "Process 1 starts with {'one': 1, 'two': 2}", "rank=1|list={'one': 1, 'two': 2}"},
    {STARTS, "Process 1 starts with one: 1, two: 2", "rank=1|list=one: 1, two: 2"},
    {STARTS, "Process 1 starts with one=1 two=2", "rank=1|list=one=1 two=2"},
    {STARTS, "Process 1 starts with [[1, 2], [3, 4]]", "rank=1|list=[[1, 2], [3, 4]]"},
    {STARTS, "Process 1 starts with [1 2 3].", "rank=1|list=[1 2 3]"},
    {STARTS, "Process 1 starts with array([1, 2])", "rank=1|list=array([1, 2])"},
    {STARTS, "Process 1 starts with array([1, 2], dtype='i')",
     "rank=1|list=array([1, 2], dtype='i')"},
    {STARTS, "Process 1 starts with {1,2}, {3,4}", "rank=1|list={1,2}, {3,4}"},
    {STARTS, "Process 1 starts with 1.5 -2e3 .5", "rank=1|list=1.5 -2e3 .5"},
    {STARTS, "Process 1 starts with 30.", "rank=1|list=30"},
    {STARTS, "Process 1 starts with a[0]=10 a[1]=20", "rank=1|list=a[0]=10 a[1]=20"},
    {STARTS, "Process 1 starts with \"No data\"", "rank=1|list=\"No data\""},
    {STARTS, "Process 1 starts with something else", NULL},
    {STARTS, "Process 1 starts with [1, 2", NULL},
    {STARTS, "Process 1 starts with ['a]', \"it's\"]", "rank=1|list=['a]', \"it's\"]"},
    {RESULTS, "MAX=16 , SUM = 30", "list=16|sent=30"},
    {RESULTS, "max = [4, 8], sum = [6, 12]", "list=[4, 8]|sent=[6, 12]"},
    {HAS, "Process 0 of 2 on h has hello there after the broadcast",
     "rank=0|size=2|host=h|text=hello there"},
    {HAS, "Process 0 of 2 on h has \"hello\" after the broadcast",
     "rank=0|size=2|host=h|text=hello"},
    {HAS, "Process 0 of 2 on h has 'say \"hi\"' after the broadcast",
     "rank=0|size=2|host=h|text=say \"hi\""},
    {HAS, "Process 0 of 2 on h has \xe2\x80\x9cse\xc3\xb1or\xe2\x80\x9d after the broadcast",
     "rank=0|size=2|host=h|text=se\xc3\xb1or"},
    {HAS, "Process 0 of 2 on h has se\xf1or after the broadcast",
     "rank=0|size=2|host=h|text=se\xf1or"},
    {HAS, "Process 0 of 2 on h has \"\" after the broadcast", "rank=0|size=2|host=h|text="},
    {BROADCASTS, "Master broadcasts \"Hi there.\"", "text=Hi there."},
    {BROADCASTS, "Master broadcasts voil\xc3\xa0", "text=voil\xc3\xa0"},
    {"{rank}", " 7 ", "rank=7"},
    {"  {rank} done. ", "7 done", "rank=7"},
    {"{{{rank}}}", "{ 7 }", "rank=7"},
    {"x is {x}", "x is -1.50e-3", "x=-1.50e-3"},
    {"Please run with {size} processes.", "please run with 8 processes", "size=8"},
    {"proceso nº {rank}", "PROCESO nº 7", "rank=7"},
};

START_TEST(reads_what_does_not_matter_as_the_same) {
    ARENA_AUTO arena = arena_new();
    const char *found = matched(arena, tolerant[_i].template, false, tolerant[_i].line);
    if (tolerant[_i].fields == NULL)
        ck_assert_msg(found == NULL, "%s: %s", tolerant[_i].line, found);
    else
        ck_assert_msg(found != NULL && strcmp(found, tolerant[_i].fields) == 0, "%s: %s",
                      tolerant[_i].line, found == NULL ? "no match" : found);
}
END_TEST

START_TEST(exact_minds_everything) {
    ARENA_AUTO arena = arena_new();
    const char *line = "On node1: Process 2 is performing iteration 5";
    ck_assert_str_eq(matched(arena, ITERATION, true, line), "host=node1|rank=2|i=5");
    ck_assert_ptr_null(
        matched(arena, ITERATION, true, "on node1: Process 2 is performing iteration 5"));
    ck_assert_ptr_null(
        matched(arena, ITERATION, true, "On node1: Process 2 is performing iteration 5."));
    ck_assert_ptr_null(
        matched(arena, ITERATION, true, "On node1: Process  2 is performing iteration 5"));
    ck_assert_ptr_null(
        matched(arena, ITERATION, true, " On node1: Process 2 is performing iteration 5"));
    ck_assert_str_eq(matched(arena, STARTS, true, "Process 1 starts with [1, 2]"),
                     "rank=1|list=[1, 2]");
    ck_assert_str_eq(matched(arena, STARTS, true, "Process 1 starts with None"),
                     "rank=1|list=None");
    ck_assert_str_eq(matched(arena, "{rank} of {size}.", true, "1 of 2."), "rank=1|size=2");
    ck_assert_ptr_null(matched(arena, "{rank} of {size}.", true, "1 of 2"));
}
END_TEST

static const char *all_found(struct arena *arena, const char *text, const char *line) {
    struct template template = compiled(arena, text, false);
    struct template_match match;
    const char *found = "";
    for (size_t offset = 0; template_find(&template, line, strlen(line), offset, &match) == 1;
         offset = match.whole.end)
        found = arena_printf(arena, "%s(%s)", found, fields_of(arena, &template, line, &match));
    template_done(&template);
    return found;
}

START_TEST(finds_several_in_one_line) {
    ARENA_AUTO arena = arena_new();
    ck_assert_str_eq(
        all_found(arena, "process {rank} runs {i}", "Process 0 runs 1; process 0 runs 2."),
        "(rank=0|i=1)(rank=0|i=2)");
    ck_assert_str_eq(all_found(arena, "sum is {list}", "The sum is 30 and the max is 16"),
                     "(list=30)");
    ck_assert_str_eq(all_found(arena, "sum: {list}", "sum: [1, 2] max: [3] sum: 4"),
                     "(list=[1, 2])(list=4)");
    ck_assert_str_eq(all_found(arena, "run {i}", "rerun 1, run 2x, run 3"), "(i=3)");
    ck_assert_str_eq(all_found(arena, "says {text}", "it says \"a b\" says c"),
                     "(text=a b)(text=c)");
    ck_assert_str_eq(all_found(arena, "run {i}", ""), "");
}
END_TEST

static const struct {
    const char *text, *says;
} wrong[] = {
    {"", "needs a word"},
    {" . ", "needs a word"},
    {"a {", "column 4"},
    {"a {rank", "\"}\" is expected"},
    {"a {rank b}", "\"}\" is expected"},
    {"a } b", "closes no field"},
    {"ñ {rank}{size}", "column 9"},
    {"{rank}{size}", "two fields"},
};

START_TEST(refuses_broken_templates) {
    ARENA_AUTO arena = arena_new();
    struct template_pieces pieces;
    struct error error = {0};
    ck_assert_int_eq(template_split(arena, wrong[_i].text, &pieces, &error), -1);
    ck_assert_int_eq(error.kind, ERROR_RUBRIC);
    ck_assert_msg(strstr(error.message, wrong[_i].says) != NULL, "%s", error.message);
}
END_TEST

/* Lines of half a megabyte that make careless patterns take for ever. The test is that it ends. */
static const char *const repeated[] = {
    "[",
    "[[1",
    "(a",
    "\"",
    "'\"",
    "[\"",
    "1 ",
    "1",
    "a",
    " ",
    "x=",
    "x=[",
    "\xc3",
    "on ",
    "Process 1 ",
    "Process 1 starts with ",
    "Process 1 of 2 on ",
    "has \"a\" ",
    "On a: Process 1 is performing iteration ",
};

START_TEST(bounds_the_work_on_long_lines) {
    static const char *const templates[] = {
        ITERATION, RING, STARTS, HAS, RESULTS, BROADCASTS, "{text} and {list} and {sent}",
        "{list}"};
    enum { LENGTH = 512 * 1024 };
    ARENA_AUTO arena = arena_new();
    const char *unit = repeated[_i];
    char *line = arena_alloc(arena, LENGTH + 64);
    static const char *const begins[] = {"", "Process 1 starts with ", "Process 0 of 2 on h has "};
    for (size_t begin = 0; begin < ARRAY_LEN(begins); begin++) {
        size_t length = strlen(begins[begin]);
        memcpy(line, begins[begin], length);
        for (; length < LENGTH; length++)
            line[length] = unit[length % strlen(unit)];
        for (size_t i = 0; i < ARRAY_LEN(templates); i++) {
            struct template template = compiled(arena, templates[i], false);
            struct template_match match;
            (void)!template_match(&template, line, length, &match);
            (void)!template_find(&template, line, length, 0, &match);
            template_done(&template);
        }
    }
}
END_TEST

START_TEST(reads_long_values) {
    ARENA_AUTO arena = arena_new();
    struct template template = compiled(arena, STARTS, false);
    enum { NUMBERS = 100000 };
    char *line = arena_alloc(arena, NUMBERS * 8 + 64);
    static const char *const openings[] = {"[", ""}, *const closings[] = {"]", ""};
    for (size_t form = 0; form < 2; form++) {
        size_t length = (size_t)sprintf(line, "Process 1 starts with %s", openings[form]);
        for (int i = 0; i < NUMBERS; i++)
            length += (size_t)sprintf(line + length, "%s%d", i == 0 ? "" : ", ", i % 10000);
        length += (size_t)sprintf(line + length, "%s", closings[form]);
        struct template_match match;
        ck_assert_int_eq(template_match(&template, line, length, &match), 1);
        ck_assert_uint_eq(match.groups[1].end, length);
    }
    template_done(&template);
}
END_TEST

START_TEST(takes_any_bytes) {
    ARENA_AUTO arena = arena_new();
    struct template template = compiled(arena, HAS, false);
    struct template_match match;
    const char line[] = "Process 0 of 2 on h has a\0b\xff\xfe after the broadcast";
    ck_assert_int_eq(template_match(&template, line, sizeof line - 1, &match), 1);
    ck_assert_uint_eq(match.groups[3].end - match.groups[3].start, 5);
    ck_assert_int_eq(template_match(&template, "", 0, &match), 0);
    template_done(&template);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("template");
    TCase *cases = tcase_create("template");
    tcase_set_timeout(cases, 280);
    tcase_add_loop_test(cases, reads_what_does_not_matter_as_the_same, 0, ARRAY_LEN(tolerant));
    tcase_add_test(cases, exact_minds_everything);
    tcase_add_test(cases, finds_several_in_one_line);
    tcase_add_loop_test(cases, refuses_broken_templates, 0, ARRAY_LEN(wrong));
    tcase_add_loop_test(cases, bounds_the_work_on_long_lines, 0, ARRAY_LEN(repeated));
    tcase_add_test(cases, reads_long_values);
    tcase_add_test(cases, takes_any_bytes);
    suite_add_tcase(suite, cases);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
