/* SPDX-License-Identifier: MIT */
/* A small log, drawn: rank 0 sends to 1, which receives it later, all meet in a barrier, and rank 2
 * waits for ever. */
#include "report/run.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#define AT(number)                                                                                 \
    { "a.c", number }

static struct call_event sender[] = {
    {.kind = EVENT_INIT,
     .call = "MPI_Init",
     .blocking = true,
     .peer = CALLS_NONE,
     .tag = CALLS_NONE,
     .count = -1,
     .bytes = -1,
     .enter_ns = 1000,
     .leave_ns = 1000000,
     .where = AT(5),
     .match_rank = -1},
    {.kind = EVENT_SEND,
     .call = "MPI_Send",
     .blocking = true,
     .peer = 1,
     .tag = 7,
     .comm = "MPI_COMM_WORLD",
     .count = 1,
     .bytes = 4,
     .type = "MPI_INT",
     .enter_ns = 2000000,
     .leave_ns = 2001000,
     .where = AT(9),
     .match_rank = 1,
     .match_event = 0,
     .sends = true},
    {.kind = EVENT_COLLECTIVE,
     .call = "MPI_Barrier",
     .blocking = true,
     .peer = CALLS_NONE,
     .tag = CALLS_NONE,
     .comm = "MPI_COMM_WORLD",
     .count = -1,
     .bytes = -1,
     .enter_ns = 2100000,
     .where = AT(12),
     .match_rank = -1},
};
static struct call_event receiver[] = {
    {.kind = EVENT_RECEIVE,
     .call = "MPI_Recv",
     .blocking = true,
     .peer = CALLS_ANY,
     .tag = 7,
     .comm = "MPI_COMM_WORLD",
     .count = 100,
     .bytes = 400,
     .type = "MPI_INT",
     .enter_ns = 3000000,
     .leave_ns = 3100000,
     .where = AT(10),
     .match_rank = 0,
     .match_event = 1},
    {.kind = EVENT_COLLECTIVE,
     .call = "MPI_Barrier",
     .blocking = true,
     .peer = CALLS_NONE,
     .tag = CALLS_NONE,
     .comm = "MPI_COMM_WORLD",
     .count = -1,
     .bytes = -1,
     .enter_ns = 5000000,
     .where = AT(12),
     .match_rank = -1},
};
static struct call_event stuck[] = {
    {.kind = EVENT_PROBE,
     .call = "MPI_Mprobe",
     .method = "recv",
     .blocking = true,
     .peer = 0,
     .tag = 1,
     .comm = "MPI_COMM_WORLD",
     .count = -1,
     .bytes = -1,
     .enter_ns = 1500000,
     .leave_ns = 1600000,
     .where = AT(20),
     .match_rank = -1},
    {.kind = EVENT_OTHER,
     .call = "MPI_Mrecv",
     .method = "recv",
     .blocking = true,
     .peer = CALLS_NONE,
     .tag = CALLS_NONE,
     .count = -1,
     .bytes = -1,
     .enter_ns = 1600000,
     .leave_ns = 1700000,
     .where = AT(20),
     .match_rank = -1},
    {.kind = EVENT_PROBE,
     .call = "MPI_Mprobe",
     .method = "recv",
     .blocking = true,
     .peer = 0,
     .tag = 1,
     .comm = "MPI_COMM_WORLD",
     .count = -1,
     .bytes = -1,
     .enter_ns = 4000000,
     .where = AT(20),
     .match_rank = -1},
};
static struct rank_calls ranks[] = {
    {.state = RANK_IN_CALL, .event_count = 3, .events = sender},
    {.state = RANK_IN_CALL, .event_count = 2, .events = receiver},
    {.state = RANK_IN_CALL, .event_count = 3, .events = stuck},
};
static const struct call_log log_of_three = {.np = 3, .complete = true, .ranks = ranks};

static char *draw(const struct report_style *style, const struct trace_options *options) {
    char *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);
    struct page page = {.out = out, .style = style};
    trace_text(&page, &log_of_three, options);
    (void)fclose(out);
    return text;
}

static void expect(const char *text, const char *part) {
    ck_assert_msg(strstr(text, part) != NULL, "no \"%s\" in:\n%s", part, text);
}

static const struct trace_options all = {.rows = 60, .rank = -1};

START_TEST(messages_meetings_and_waits_are_drawn) {
    char *text = draw(&(struct report_style){.unicode = true, .width = 90}, &all);
    expect(text, "1.000   ●           │   0  Send to 1         line 9   tag 7, 4 B\n");
    expect(text, "2.000   ┠────▶●     │   1  Recv from any: 0  line 10  tag 7, 4 B\n");
    expect(text, "3.000   ┃     │     ✗   2  recv from 0       line 20  tag 1, never returns\n");
    expect(text, "4.000   ✗━━━━━✗     ┃   2 ranks  Barrier     line 12  without 2, never ret");
    expect(text, "        ✗     ✗     ✗\n");
    free(text);
}
END_TEST

START_TEST(a_method_of_python_is_one_line) {
    char *text = draw(&(struct report_style){.unicode = true, .width = 90}, &all);
    expect(text, "0.500   │           ●   2  recv");
    ck_assert_ptr_null(strstr(text, "Mrecv"));
    free(text);
}
END_TEST

START_TEST(ascii_is_enough) {
    char *text = draw(&(struct report_style){.width = 90}, &all);
    expect(text, "2.000   #---->*     |   1  Recv");
    for (const char *c = text; *c != '\0'; c++)
        ck_assert_msg((unsigned char)*c < 0x80, "not ASCII: %s", c);
    free(text);
}
END_TEST

START_TEST(what_does_not_fit_is_left_out) {
    char *text = draw(&(struct report_style){.unicode = true, .width = 40}, &all), *rest = text;
    expect(text, "1.000    0  Send to 1");
    ck_assert_ptr_null(strstr(text, "●"));
    for (char *line; (line = strsep(&rest, "\n")) != NULL;)
        ck_assert_msg(strlen(line) <= 48, "%s", line);
    free(text);
}
END_TEST

START_TEST(one_rank_and_few_lines_on_request) {
    struct report_style style = {.unicode = true, .width = 90};
    char *text = draw(&style, &(struct trace_options){.rows = 60, .rank = 0});
    expect(text, "Recv from any: 0"); /* it takes part in that */
    ck_assert_ptr_null(strstr(text, "recv from 0"));
    free(text);
    text = draw(&style, &(struct trace_options){.rows = 2, .rank = -1});
    expect(text, "4 calls between are not drawn");
    expect(text, "Barrier");
    free(text);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("trace");
    TCase *tests = tcase_create("trace");
    tcase_add_test(tests, messages_meetings_and_waits_are_drawn);
    tcase_add_test(tests, a_method_of_python_is_one_line);
    tcase_add_test(tests, ascii_is_enough);
    tcase_add_test(tests, what_does_not_fit_is_left_out);
    tcase_add_test(tests, one_rank_and_few_lines_on_request);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
