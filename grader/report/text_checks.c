/* SPDX-License-Identifier: MIT */
#include "report/text.h"

#include "base/messages.h"

#include <stdlib.h>
#include <string.h>

enum { TEXT_INDENT = 4 };

/* X(status' key, mark, mark in ASCII, style) */
#define STATUS_MARKS(X)                                                                            \
    X("passed", "✓", "ok", PAGE_GOOD)                                                              \
    X("partial", "◐", "~", PAGE_SO_SO)                                                             \
    X("failed", "✗", "x", PAGE_BAD)                                                                \
    X("skipped", "–", "-", PAGE_DIM)

static enum page_style put_mark(struct page *page, const char *status) {
    static const struct {
        const char *key, *mark, *ascii;
        enum page_style style;
    } table[] = {
#define X(key, mark, ascii, style) {key, mark, ascii, style},
        STATUS_MARKS(X)
#undef X
    };
    for (size_t i = 0; status != NULL && i < ARRAY_LEN(table); i++) {
        if (strcmp(table[i].key, status) != 0)
            continue;
        page_say(page, table[i].style, "%s", page_choose(page, table[i].mark, table[i].ascii));
        return table[i].style;
    }
    return PAGE_PLAIN;
}

/* "label: text", when there is a text. */
static void put_labelled(struct page *page, const char *label, const char *text) {
    if (text == NULL || *text == '\0')
        return;
    page_tab(page, TEXT_INDENT);
    page_say(page, PAGE_DIM, "%s ", label);
    page_wrap(page, TEXT_INDENT + 2, PAGE_PLAIN, text);
}

static void put_where(struct page *page, const json_t *where) {
    const char *line = member_text(where, "line");
    json_int_t rank = member_integer(where, "rank", PAGE_ANY_RANK);
    if (line != NULL)
        page_lines(page, TEXT_INDENT, (int)rank, line, member_length(where, "line"), 10);
    put_labelled(page, _("at:"), member_text(where, "source"));
}

/* ---- findings ----
 * What is amiss in one case is often amiss in the next. Findings of one misconception, or of the
 * same words, are told once with all their cases; --verbose tells each. */

enum { MOST_TOLD = 6 }; /* of one check */

static bool same_text(const json_t *a, const json_t *b, const char *key) {
    const char *one = member_text(a, key), *other = member_text(b, key);
    return one != NULL && other != NULL && strcmp(one, other) == 0;
}

bool finding_is_like(const json_t *a, const json_t *b) {
    return same_text(a, b, "misconception") || same_text(a, b, "what");
}

/* Whether the `index`th finding has an earlier one that is `same`. */
static bool has_earlier(const json_t *findings, size_t index,
                        bool (*same)(const json_t *a, const json_t *b)) {
    for (size_t i = 0; i < index; i++) {
        if (same(json_array_get(findings, i), json_array_get(findings, index)))
            return true;
    }
    return false;
}

bool finding_has_earlier(const json_t *findings, size_t index) {
    return has_earlier(findings, index, finding_is_like);
}

static bool same_hint(const json_t *a, const json_t *b) {
    return same_text(a, b, "hint");
}

bool hint_has_earlier(const json_t *findings, size_t index) {
    return has_earlier(findings, index, same_hint);
}

/* The table of the case shows it already. */
static bool stands_in_table(const json_t *check, const json_t *finding) {
    const char *kind = member_text(check, "kind");
    return kind != NULL && strcmp(kind, "assignment") == 0 &&
           member_text(finding, "misconception") == NULL && member_text(finding, "got") != NULL &&
           json_is_integer(json_object_get(json_object_get(finding, "where"), "rank"));
}

/* "np 2, 4: "; a question by its name. */
static void put_cases(struct page *page, const json_t *report, const json_t *findings,
                      size_t index) {
    const json_t *finding = json_array_get(findings, index);
    ARENA_AUTO arena = arena_new();
    int told = 0;
    if (report_is_answers(report) && member_text(finding, "case") != NULL) {
        page_say(page, PAGE_BOLD, "%s: ", member_text(finding, "case"));
        return;
    }
    for (size_t i = index; i < json_array_size(findings); i++) {
        const json_t *other = json_array_get(findings, i);
        const json_t *run = case_of_id(report, member_text(other, "case"));
        int np = (int)member_integer(run, "np", 0);
        if (run == NULL || np == told || (i > index && page->style->verbose) ||
            (i > index && !finding_is_like(finding, other)))
            continue;
        page_say(page, PAGE_BOLD, told == 0 ? "np %d" : ", %d", np);
        page_say(page, PAGE_PLAIN, "%s", case_seed(arena, run));
        told = np;
    }
    if (told != 0)
        page_say(page, PAGE_BOLD, ": ");
}

static void put_finding(struct page *page, const json_t *report, const json_t *findings,
                        size_t index) {
    const json_t *finding = json_array_get(findings, index);
    const char *what = member_text(finding, "what");
    page_tab(page, 2);
    put_cases(page, report, findings, index);
    page_wrap(page, TEXT_INDENT, PAGE_PLAIN, what == NULL ? "" : what);
    put_labelled(page, _("expected:"), member_text(finding, "expected"));
    put_labelled(page, _("found:"), member_text(finding, "got"));
    put_where(page, json_object_get(finding, "where"));
}

void text_findings(struct page *page, const json_t *report, const json_t *check, bool table) {
    const json_t *findings = json_object_get(check, "findings");
    size_t told = 0, left = 0;
    for (size_t i = 0; i < json_array_size(findings); i++) {
        const json_t *finding = json_array_get(findings, i);
        bool verbose = page->style->verbose;
        bool news = verbose || (!(table && stands_in_table(check, finding)) &&
                                !finding_has_earlier(findings, i));
        if (told >= MOST_TOLD && !verbose) {
            left += news;
            continue;
        }
        if (news) {
            put_finding(page, report, findings, i);
            told++;
        }
        if (!hint_has_earlier(findings, i))
            put_labelled(page, page_choose(page, "→", "->"), member_text(finding, "hint"));
    }
    if (left == 0)
        return;
    page_tab(page, 2);
    page_say(page, PAGE_DIM,
             table ? _("... and %zu more; --verbose shows all.") : _("... and %zu more."), left);
    page_end_line(page);
}

static void put_check(struct page *page, const json_t *report, const json_t *check) {
    const char *title = member_text(check, "title");
    enum page_style style = put_mark(page, member_text(check, "status"));
    page_tab(page, 3);
    text_points(page, style, check);
    page_tab(page, 13);
    page_wrap(page, 13, PAGE_BOLD, title == NULL ? "" : title);
    text_findings(page, report, check, true);
}

void text_checks(struct page *page, const json_t *report) {
    size_t i;
    json_t *check;
    json_array_foreach(json_object_get(report, "checks"), i, check) put_check(page, report, check);
    page_end_line(page);
    if (report_is_partial(report))
        page_wrap(page, 0, PAGE_DIM, _(PARTIAL_NOTE));
}
