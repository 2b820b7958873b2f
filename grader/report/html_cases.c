/* SPDX-License-Identifier: MIT */
/* The cases: how each ended, who did what, who sent what to whom, what the ranks printed. */
#include "report/html_report.h"

#include "base/error.h"
#include "base/messages.h"
#include "report/text.h"

#include <stdlib.h>
#include <string.h>

void html_case_name(const struct html_report *page, const json_t *run) {
    if (report_is_answers(page->report)) {
        html_text(page->out, member_text(run, "id"));
        return;
    }
    (void)fprintf(page->out, "np&nbsp;%d", (int)member_integer(run, "np", 0));
    html_text(page->out, case_arguments(page->arena, run));
    html_text(page->out, case_seed(page->arena, run));
}

/* ---- what was printed ---- */

enum { LINES_MOST = 400, BYTES_MOST = 48 * 1024 };

void html_stream(const struct html_report *page, const char *text, size_t length) {
    size_t end = 0, lines = 0, left = 0;
    while (end < length && lines < LINES_MOST && end < BYTES_MOST)
        lines += text[end++] == '\n';
    for (size_t i = end; i < length; i++)
        left += text[i] == '\n' || i + 1 == length;
    if (lines > 20 || end > 2000) /* it may scroll */
        (void)fprintf(page->out, "<pre tabindex=\"0\" role=\"group\" aria-label=\"%s\">",
                      _("Output"));
    else
        (void)fputs("<pre>", page->out);
    (void)fputs(end > 0 && text[0] == '\n' ? "\n" : "", page->out); /* HTML drops the first */
    html_bytes(page->out, text, end);
    (void)fputs("</pre>\n", page->out);
    if (left > 0)
        html_element(page->out, "p", "more",
                     arena_printf(page->arena,
                                  _("... and %zu more lines, which the report as JSON has."),
                                  left));
}

static void put_stream(const struct html_report *page, const json_t *rank, const char *key) {
    const char *text = member_text(rank, key);
    size_t length = member_length(rank, key);
    if (length == 0)
        return;
    if (strcmp(key, "stderr") == 0)
        html_element(page->out, "p", "stream", _("standard error:"));
    html_stream(page, text, length);
    json_int_t dropped = member_integer(json_object_get(rank, "truncated"), key, 0);
    if (dropped > 0)
        html_element(page->out, "p", "more",
                     arena_printf(page->arena, _("%lld bytes were not kept: it printed too much."),
                                  (long long)dropped));
}

static void put_rank(const struct html_report *page, const json_t *rank) {
    json_int_t number = member_integer(rank, "rank", 0),
               status = member_integer(rank, "exit_code", 0);
    FILE *out = page->out;
    (void)fprintf(out, "<div class=\"rank r%d\" data-rank=\"%d\">\n<h5>", (int)(number % 6),
                  (int)number);
    (void)fprintf(out, _("rank %zu"), (size_t)number);
    if (member_text(rank, "signal_name") != NULL) {
        (void)fputs(" · ", out);
        html_text(out, member_text(rank, "signal_name"));
    } else if (status != 0) {
        (void)fputs(" · ", out);
        (void)fprintf(out, _("exit status %d"), (int)status);
    }
    (void)fputs("</h5>\n", out);
    if (member_length(rank, "stdout") + member_length(rank, "stderr") == 0)
        html_element(out, "p", "nothing", _("printed nothing"));
    put_stream(page, rank, "stdout");
    put_stream(page, rank, "stderr");
    (void)fputs("</div>\n", out);
}

static void put_output(const struct html_report *page, const json_t *run) {
    FILE *out = page->out;
    size_t i;
    json_t *rank;
    (void)fputs("<div class=\"output\">\n", out);
    html_element(out, "h4", NULL, _("What the ranks printed"));
    const char *input = member_text(run, "input");
    if (input != NULL && *input != '\0') {
        html_element(out, "p", "stream", _("standard input of rank 0:"));
        html_stream(page, input, member_length(run, "input"));
    }
    (void)fputs("<div class=\"ranks\">\n", out);
    json_array_foreach(json_object_get(run, "ranks"), i, rank) put_rank(page, rank);
    (void)fputs("</div>\n</div>\n", out);
}

/* Answers are reported as if each process had printed its own. */
static void put_answer(const struct html_report *page, const json_t *run) {
    char *text = NULL;
    size_t size = 0, i;
    FILE *all = open_memstream(&text, &size);
    json_t *rank;
    if (all == NULL)
        die("out of memory");
    json_array_foreach(json_object_get(run, "ranks"), i, rank)(void) fwrite(
        json_string_value(json_object_get(rank, "stdout")), 1, member_length(rank, "stdout"), all);
    (void)fclose(all);
    html_element(page->out, "p", "stream", _("The answer:"));
    if (size > 0)
        html_stream(page, text, size);
    else
        html_element(page->out, "p", "nothing", _("none"));
    free(text);
}

/* ---- who did what ---- */

/* A table's beginning; the frame around it can be scrolled. */
static void begin_table(FILE *out, const char *label, const char *caption, const char *const *heads,
                        size_t count) {
    (void)fprintf(out,
                  "<div class=\"frame\" tabindex=\"0\" role=\"group\" aria-label=\"%s\">\n"
                  "<table>\n<caption class=\"hidden-text\">%s</caption>\n<thead><tr>",
                  label, caption);
    for (size_t i = 0; i < count; i++)
        (void)fprintf(out, "<th scope=\"col\">%s</th>", heads[i]);
    (void)fputs("</tr></thead>\n<tbody>\n", out);
}

static void put_iterations(FILE *out, const char *class, const json_t *list) {
    char *text = iterations_text(list);
    (void)fprintf(out, "<td class=\"%s\">", class);
    html_text(out, *text == '\0' ? _("none") : text);
    (void)fputs("</td>", out);
    free(text);
}

static void put_assignment(const struct html_report *page, const json_t *run) {
    const json_t *assignment = json_object_get(run, "assignment");
    const json_t *expected = json_object_get(assignment, "expected");
    const json_t *got = json_object_get(assignment, "got");
    FILE *out = page->out;
    if (!json_is_array(expected) || !json_is_array(got))
        return;
    (void)fprintf(out, "<div class=\"map\">\n<h4>%s</h4>\n", _("Which rank does which iteration"));
    const char *const heads[] = {_("rank"), _("expected"), _("found"), _("right?")};
    begin_table(out, _("Table of iterations"), _("Which rank does which iteration"), heads,
                ARRAY_LEN(heads));
    size_t i;
    json_t *row;
    json_array_foreach(expected, i, row) {
        const json_t *found = json_array_get(got, i);
        bool same = json_equal(row, found);
        (void)fprintf(out, "<tr class=\"%s\"><th scope=\"row\">%zu</th>",
                      same ? "passed" : "failed", i);
        put_iterations(out, "", row);
        put_iterations(out, "found", found);
        (void)fprintf(out, "<td>%s %s</td></tr>\n", same ? "✓" : "✗", same ? _("yes") : _("no"));
    }
    (void)fputs("</tbody>\n</table>\n</div>\n</div>\n", out);
}

/* ---- who sent what to whom ---- */

static void put_number_cell(FILE *out, const json_t *event, const char *key) {
    const json_t *value = json_object_get(event, key);
    if (json_is_integer(value))
        (void)fprintf(out, "<td>%" JSON_INTEGER_FORMAT "</td>", json_integer_value(value));
    else
        (void)fprintf(out, "<td>%s</td>", json_is_string(value) ? _("any") : "");
}

static void put_event(const struct html_report *page, const json_t *event) {
    FILE *out = page->out;
    bool returned = json_is_number(json_object_get(event, "leave_us"));
    bool stuck = !returned && json_is_true(json_object_get(event, "blocking"));
    (void)fprintf(out, "<tr%s><td>%d</td><td>", stuck ? " class=\"failed\"" : "",
                  (int)member_integer(event, "rank", 0));
    html_text(out, member_text(event, "call"));
    (void)fputs("</td>", out);
    put_number_cell(out, event, json_object_get(event, "root") != NULL ? "root" : "peer");
    put_number_cell(out, event, "tag");
    put_number_cell(out, event, "bytes");
    (void)fputs("<td>", out);
    if (json_is_object(json_object_get(event, "where")))
        html_place(page, html_place_text(page, json_object_get(event, "where")));
    (void)fprintf(out, "</td><td>%s</td></tr>\n", stuck ? _("never returned") : "");
}

/* More than that MPI was begun and ended. */
static bool communicates(const json_t *events) {
    size_t i;
    json_t *event;
    json_array_foreach(events, i, event) {
        const char *kind = member_text(event, "kind");
        bool around = strcmp(kind, "init") == 0 || strcmp(kind, "finalize") == 0;
        if (!around || !json_is_number(json_object_get(event, "leave_us")))
            return true;
    }
    return false;
}

static void put_events(const struct html_report *page, const json_t *run) {
    const json_t *times = case_times(page->report, member_text(run, "id")),
                 *events = json_object_get(times, "events");
    json_int_t left_out = member_integer(times, "events_left_out", 0);
    FILE *out = page->out;
    size_t i;
    json_t *event;
    if (!communicates(events))
        return;
    (void)fprintf(out, "<div class=\"events\">\n<h4>%s</h4>\n<details>\n<summary>%s</summary>\n",
                  _("Who communicated when"), _("The calls as a table"));
    const char *const heads[] = {_("rank"),  _("call"),   _("with rank"), _("tag"),
                                 _("bytes"), _("source"), _("end")};
    begin_table(out, _("Table of calls"), _("Who communicated when"), heads, ARRAY_LEN(heads));
    json_array_foreach(events, i, event) put_event(page, event);
    (void)fputs("</tbody>\n</table>\n</div>\n</details>\n", out);
    if (left_out > 0)
        html_element(
            out, "p", "more",
            arena_printf(page->arena, _("%lld more calls are not shown."), (long long)left_out));
    (void)fputs("</div>\n", out);
}

static void put_deadlock(const struct html_report *page, const json_t *run) {
    const json_t *deadlock = json_object_get(run, "deadlock");
    FILE *out = page->out;
    if (!json_is_object(deadlock))
        return;
    (void)fprintf(out, "<div class=\"deadlock\">\n<h4>%s</h4>\n", _("Who waits for whom"));
    html_linked(page, "p", NULL, member_text(deadlock, "text"));
    (void)fprintf(out, "<pre class=\"picture\" tabindex=\"0\" role=\"group\" aria-label=\"%s\">",
                  _("Who waits for whom"));
    html_text(out, member_text(deadlock, "picture"));
    (void)fputs("</pre>\n", out);
    (void)fputs("</div>\n", out);
}

/* ---- a case ---- */

static void put_case(const struct html_report *page, size_t number, const json_t *run, bool right,
                     bool open) {
    bool answers = report_is_answers(page->report);
    FILE *out = page->out;
    (void)fprintf(out,
                  "<details class=\"case %s\" id=\"case-%zu\"%s>\n<summary><h3>"
                  "<span class=\"mark\" aria-hidden=\"true\">%s</span>"
                  "<span class=\"hidden-text\">%s: </span>",
                  right ? "passed" : "failed", number, open ? " open" : "", right ? "✓" : "✗",
                  right ? _("right") : _("wrong"));
    html_case_name(page, run);
    (void)fputs("</h3>", out);
    if (!answers)
        html_element(out, "span",
                     strcmp(member_text(run, "outcome"), "finished") == 0 ? "ending" : "ending bad",
                     case_ending_words(page->arena, run));
    (void)fputs("</summary>\n", out);
    if (answers) {
        put_assignment(page, run);
        put_answer(page, run);
    } else {
        put_deadlock(page, run);
        put_assignment(page, run);
        put_events(page, run);
        put_output(page, run);
    }
    (void)fputs("</details>\n", out);
}

void html_cases(const struct html_report *page) {
    const json_t *cases = json_object_get(page->report, "cases");
    size_t i;
    json_t *run;
    bool opened = false; /* the first that went wrong */
    if (json_array_size(cases) == 0)
        return;
    html_section(page->out, "cases", report_is_answers(page->report) ? _("Questions") : _("Runs"));
    json_array_foreach(cases, i, run) {
        bool right = case_looks_right(page->report, run);
        put_case(page, i, run, right, !right && !opened);
        opened = opened || !right;
    }
    (void)fputs("</section>\n", page->out);
}
