/* SPDX-License-Identifier: MIT */
/* The checks: what each is worth, and what it found amiss. */
#include "report/html_report.h"

#include "base/messages.h"
#include "report/points.h"
#include "report/text.h"

#include <string.h>

/* X(status' key, mark, words) */
#define STATUS_WORDS(X)                                                                            \
    X("passed", "✓", N_("passed"))                                                                 \
    X("partial", "◐", N_("partly"))                                                                \
    X("failed", "✗", N_("failed"))                                                                 \
    X("skipped", "–", N_("skipped"))

static void put_status(FILE *out, const char *status) {
    static const struct {
        const char *key, *mark, *words;
    } table[] = {
#define X(key, mark, words) {key, mark, words},
        STATUS_WORDS(X)
#undef X
    };
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        if (strcmp(table[i].key, status) != 0)
            continue;
        (void)fprintf(out,
                      "<span class=\"mark\" aria-hidden=\"true\">%s</span>"
                      "<span class=\"hidden-text\">%s: </span>",
                      table[i].mark, _(table[i].words));
    }
}

/* ---- findings; those alike in several cases are told once, as in the text for terminals ---- */

enum { MOST_TOLD = 20 };

static void put_cases(const struct html_report *page, const json_t *findings, size_t index) {
    const json_t *cases = json_object_get(page->report, "cases");
    int told = 0;
    size_t last = SIZE_MAX; /* findings come case by case */
    for (size_t i = index; i < json_array_size(findings); i++) {
        const json_t *other = json_array_get(findings, i);
        const size_t run = index_of_id(cases, member_text(other, "case"));
        if (run == SIZE_MAX || run == last ||
            (i > index && !finding_is_like(json_array_get(findings, index), other)))
            continue;
        last = run;
        (void)fputs(told++ == 0 ? "<span class=\"where\">" : ", ", page->out);
        (void)fprintf(page->out, "<a href=\"#case-%zu\">", run);
        html_case_name(page, json_array_get(cases, run));
        (void)fputs("</a>", page->out);
    }
    if (told > 0)
        (void)fputs("</span>\n", page->out);
}

static void put_row(FILE *out, const char *label, const char *class, const char *text) {
    if (text == NULL || *text == '\0')
        return;
    (void)fprintf(out, "<dt>%s</dt><dd class=\"%s\">", label, class);
    html_short(out, text, strlen(text));
    (void)fputs("</dd>\n", out);
}

static void put_printed(const struct html_report *page, const json_t *where) {
    const char *line = member_text(where, "line");
    json_int_t rank = member_integer(where, "rank", -1);
    if (line == NULL || *line == '\0')
        return;
    (void)fprintf(page->out, "<dt>%s</dt><dd class=\"printed\">", _("printed"));
    if (rank >= 0) {
        (void)fputs("<b>", page->out);
        (void)fprintf(page->out, _("[rank %d]"), (int)rank);
        (void)fputs("</b> ", page->out);
    }
    html_short(page->out, line, member_length(where, "line"));
    (void)fputs("</dd>\n", page->out);
}

static void put_source(const struct html_report *page, const json_t *where) {
    const char *source = member_text(where, "source");
    if (source == NULL)
        return;
    (void)fprintf(page->out, "<dt>%s</dt><dd>", _("source"));
    html_place(page, source);
    (void)fputs("</dd>\n", page->out);
}

static void put_finding(const struct html_report *page, const json_t *findings, size_t index) {
    const json_t *finding = json_array_get(findings, index);
    const json_t *where = json_object_get(finding, "where");
    FILE *out = page->out;
    (void)fputs("<li>\n", out);
    put_cases(page, findings, index);
    html_linked(page, "p", "what", member_text(finding, "what"));
    const char *expected = member_text(finding, "expected"), *got = member_text(finding, "got");
    if (expected != NULL || got != NULL || member_text(where, "line") != NULL ||
        member_text(where, "source") != NULL) {
        (void)fputs("<dl>\n", out);
        put_row(out, _("expected"), "expected", expected);
        put_row(out, _("found"), "found", got);
        put_printed(page, where);
        put_source(page, where);
        (void)fputs("</dl>\n", out);
    }
    if (!hint_has_earlier(findings, index))
        html_element(out, "p", "hint", member_text(finding, "hint"));
    (void)fputs("</li>\n", out);
}

static void put_findings(const struct html_report *page, const json_t *findings) {
    size_t told = 0, left = 0;
    if (json_array_size(findings) == 0)
        return;
    (void)fputs("<ul class=\"findings\">\n", page->out);
    for (size_t i = 0; i < json_array_size(findings); i++) {
        if (finding_has_earlier(findings, i))
            continue;
        if (told < MOST_TOLD)
            put_finding(page, findings, i);
        else
            left++;
        told++;
    }
    (void)fputs("</ul>\n", page->out);
    if (left > 0)
        html_element(page->out, "p", "more",
                     arena_printf(page->arena, _("... and %zu more."), left));
}

/* ---- checks ---- */

static void put_check(const struct html_report *page, const json_t *check) {
    const char *status = member_text(check, "status");
    FILE *out = page->out;
    (void)fprintf(out, "<li class=\"check %s\">\n<h3>", status);
    put_status(out, status);
    (void)fputs("<span>", out);
    html_member(out, check, "title");
    (void)fprintf(out, "</span> <span class=\"points\">%s&nbsp;/&nbsp;%s</span></h3>\n",
                  points_text(page->arena, member_points(check, "points")),
                  points_text(page->arena, member_points(check, "max")));
    put_findings(page, json_object_get(check, "findings"));
    (void)fputs("</li>\n", out);
}

void html_checks(const struct html_report *page) {
    FILE *out = page->out;
    size_t i;
    json_t *check;
    html_section(out, "checks", _("Checks"));
    if (report_is_partial(page->report))
        html_element(out, "p", "note", _(PARTIAL_NOTE));
    if (member_text(page->report, "wording") != NULL) {
        (void)fprintf(out, "<p class=\"note\">%s <q>",
                      _("Lines were read as worded by the program:"));
        html_member(out, page->report, "wording");
        (void)fputs("</q></p>\n", out);
    }
    (void)fputs("<ul class=\"checks\">\n", out);
    json_array_foreach(json_object_get(page->report, "checks"), i, check) put_check(page, check);
    (void)fputs("</ul>\n</section>\n", out);
}
