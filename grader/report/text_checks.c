/* SPDX-License-Identifier: MIT */
#include "report/text.h"

#include "base/messages.h"

#include <stdlib.h>
#include <string.h>

enum { TEXT_INDENT = 4 };

bool check_is_shown(const json_t *check) {
    const char *visibility = member_text(check, "visibility");
    return visibility != NULL && strcmp(visibility, "visible") == 0;
}

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

static const json_t *case_of(const json_t *report, const char *id) {
    size_t i;
    json_t *run;
    json_array_foreach(json_object_get(report, "cases"), i, run) {
        const char *name = member_text(run, "id");
        if (id != NULL && name != NULL && strcmp(name, id) == 0)
            return run;
    }
    return NULL;
}

static void put_where(struct page *page, const json_t *where) {
    const char *line = member_text(where, "line");
    json_int_t rank = member_integer(where, "rank", PAGE_ANY_RANK);
    if (line != NULL)
        page_lines(page, TEXT_INDENT, (int)rank, line, member_length(where, "line"), 10);
    put_labelled(page, _("at:"), member_text(where, "source"));
}

/* `*hint` is the hint that was said last: the same is not said again. */
static void put_finding(struct page *page, const json_t *report, const json_t *finding,
                        const char **hint) {
    const json_t *run = case_of(report, member_text(finding, "case"));
    const char *what = member_text(finding, "what"), *next = member_text(finding, "hint");
    page_tab(page, 2);
    if (run != NULL)
        page_say(page, PAGE_BOLD, "np %d: ", (int)member_integer(run, "np", 0));
    page_wrap(page, TEXT_INDENT, PAGE_PLAIN, what == NULL ? "" : what);
    put_labelled(page, _("expected:"), member_text(finding, "expected"));
    put_labelled(page, _("found:"), member_text(finding, "got"));
    put_where(page, json_object_get(finding, "where"));
    if (next != NULL && (*hint == NULL || strcmp(next, *hint) != 0)) {
        put_labelled(page, page_choose(page, "→", "->"), next);
        *hint = next;
    }
}

static void put_check(struct page *page, const json_t *report, const json_t *check) {
    size_t i;
    json_t *finding;
    const char *title = member_text(check, "title"), *hint = NULL;
    enum page_style style = put_mark(page, member_text(check, "status"));
    page_tab(page, 3);
    text_points(page, style, check);
    page_tab(page, 13);
    page_wrap(page, 13, PAGE_BOLD, title == NULL ? "" : title);
    json_array_foreach(json_object_get(check, "findings"), i, finding)
        put_finding(page, report, finding, &hint);
}

void text_checks(struct page *page, const json_t *report) {
    size_t i;
    json_t *check;
    bool hidden = false;
    json_array_foreach(json_object_get(report, "checks"), i, check) {
        if (check_is_shown(check))
            put_check(page, report, check);
        else
            hidden = true;
    }
    page_end_line(page);
    if (hidden)
        page_wrap(page, 0, PAGE_DIM, _("The points include checks that are not shown here."));
}
