/* SPDX-License-Identifier: MIT */
/* What was hard: each check over the class, and the heat map of checks and students. */
#include "gradebook/html.h"

#include "base/messages.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static size_t count_shown(const struct class_page *page) {
    size_t count = 0;
    for (size_t i = 0; i < page->book->check_count; i++)
        count += class_shows(page->style, &page->book->checks[i]);
    return count;
}

/* ---- each check over the class ---- */

/* Passed, partly, failed, not looked at, beside each other; the numbers stand in the table. */
static void put_shares(FILE *out, const struct store_check *check) {
    enum { WIDTH = 120, HEIGHT = 12 };
    const int64_t counts[] = {check->full, check->partial, check->failed, check->skipped};
    static const char *const classes[] = {"passed", "partial", "failed", "skipped"};
    int64_t all = check->full + check->partial + check->failed + check->skipped, before = 0;
    (void)fprintf(out, "<svg class=\"shares\" viewBox=\"0 0 %d %d\" aria-hidden=\"true\">", WIDTH,
                  HEIGHT);
    for (size_t i = 0; all > 0 && i < ARRAY_LEN(counts); i++) {
        int64_t from = before * WIDTH / all, to = (before + counts[i]) * WIDTH / all;
        before += counts[i];
        if (to > from)
            (void)fprintf(out,
                          "<rect class=\"%s\" x=\"%" PRId64 "\" y=\"0\" width=\"%" PRId64
                          "\" height=\"%d\"/>",
                          classes[i], from, to - from, HEIGHT);
    }
    (void)fputs("</svg>", out);
}

static void put_number(FILE *out, int64_t value) {
    (void)fprintf(out, "<td class=\"num%s\" data-v=\"%" PRId64 "\">%" PRId64 "</td>",
                  value == 0 ? " none" : "", value, value);
}

/* Points lost by all, as a share of what there was to earn. */
static int64_t lost_of(const struct store_check *check) {
    return book_percent(check->max - check->points, check->max);
}

static int by_lost(const void *a, const void *b) {
    const struct store_check *x = *(const struct store_check *const *)a;
    const struct store_check *y = *(const struct store_check *const *)b;
    int64_t one = lost_of(x), other = lost_of(y);
    return one != other ? (one < other) - (one > other) : (x > y) - (x < y);
}

static void put_check(FILE *out, const struct store_check *check) {
    int64_t lost = lost_of(check);
    (void)fputs("<tr><th scope=\"row\">", out);
    html_text(out, check->title);
    if (check->visibility != NULL && strcmp(check->visibility, "visible") != 0)
        (void)fprintf(out, " <span class=\"tag\">%s</span>", _("not shown to students"));
    (void)fputs("</th><td class=\"id\">", out);
    html_text(out, check->exercise);
    (void)fputs("</td><td>", out);
    put_shares(out, check);
    (void)fputs("</td>", out);
    put_number(out, check->full);
    put_number(out, check->partial);
    put_number(out, check->failed);
    put_number(out, check->skipped);
    (void)fprintf(out, "<td class=\"num\" data-v=\"%" PRId64 "\">", lost);
    put_percent(out, lost / 1000 * 1000);
    (void)fputs("</td></tr>\n", out);
}

static void put_heads(FILE *out) {
    const char *const numbers[] = {_("passed"), _("partly"), _("failed"), _("not looked at"),
                                   _("points lost")};
    (void)fprintf(out,
                  "<thead><tr><th scope=\"col\">%s</th><th scope=\"col\">%s</th>"
                  "<th scope=\"col\" data-fixed=\"\"><span class=\"hidden-text\">%s</span></th>",
                  _("Check"), _("Exercise"), _("Share of the students"));
    for (size_t i = 0; i < ARRAY_LEN(numbers); i++)
        (void)fprintf(out, "<th scope=\"col\" class=\"num\" data-first=\"descending\"%s>%s</th>",
                      i == ARRAY_LEN(numbers) - 1 ? " aria-sort=\"descending\"" : "", numbers[i]);
    (void)fputs("</tr></thead>\n<tbody>\n", out);
}

void class_html_checks(const struct class_page *page) {
    ARENA_AUTO arena = arena_new();
    const struct store_check **order =
        arena_array(arena, page->book->check_count + 1, sizeof(void *));
    size_t count = 0;
    for (size_t i = 0; i < page->book->check_count; i++) {
        if (class_shows(page->style, &page->book->checks[i]))
            order[count++] = &page->book->checks[i];
    }
    if (count == 0)
        return;
    qsort(order, count, sizeof *order, by_lost);
    FILE *out = page->out;
    put_section(page, "checks", _("What was hard"), NULL);
    (void)fprintf(out,
                  "<div class=\"frame\" tabindex=\"0\" role=\"region\" aria-label=\"%s\">\n"
                  "<table class=\"sortable\"><caption class=\"hidden-text\">%s</caption>\n",
                  _("Table of checks"), _("How many students passed each check"));
    put_heads(out);
    for (size_t i = 0; i < count; i++)
        put_check(out, order[i]);
    (void)fputs("</tbody></table></div>\n", out);
    end_section(page);
}

/* ---- the heat map ---- */

/* How a mark is shown: never by its colour alone. */
static const struct look {
    const char *class, *sign, *words;
} looks[] = {
    [MARK_NONE] = {"none", "", N_("not graded")},
    [MARK_PASSED] = {"passed", "✓", N_("passed")},
    [MARK_PARTIAL] = {"partial", "◐", N_("partly")},
    [MARK_FAILED] = {"failed", "✗", N_("failed")},
    [MARK_SKIPPED] = {"skipped", "–", N_("not looked at")},
};

static void put_legend(FILE *out) {
    (void)fputs("<ul class=\"legend\" aria-hidden=\"true\">", out);
    for (int i = MARK_PASSED; i < MARK_COUNT; i++)
        (void)fprintf(out, "<li><span class=\"mark %s\">%s</span> %s</li>", looks[i].class,
                      looks[i].sign, _(looks[i].words));
    (void)fprintf(out, "<li><span class=\"mark none\"></span> %s</li></ul>\n", _("nothing graded"));
}

/* The exercises above their checks. */
static void put_groups(const struct class_page *page) {
    const struct gradebook *book = page->book;
    FILE *out = page->out;
    (void)fprintf(out, "<tr><th scope=\"col\" rowspan=\"2\">%s</th>", _("Student"));
    for (size_t i = 0, next; i < book->check_count; i = next) {
        size_t shown = 0;
        for (next = i; next < book->check_count &&
                       strcmp(book->checks[i].exercise, book->checks[next].exercise) == 0;
             next++)
            shown += class_shows(page->style, &book->checks[next]);
        if (shown == 0)
            continue;
        (void)fprintf(out, "<th scope=\"colgroup\" class=\"group\" colspan=\"%zu\">", shown);
        html_text(out, book->checks[i].exercise);
        (void)fputs("</th>", out);
    }
    (void)fputs("</tr>\n", out);
}

/* Whether the check is the first of its exercise that is shown: a line stands before it. */
static bool begins_group(const struct class_page *page, size_t check) {
    const struct store_check *checks = page->book->checks;
    for (size_t i = check; i-- > 0 && strcmp(checks[i].exercise, checks[check].exercise) == 0;) {
        if (class_shows(page->style, &checks[i]))
            return false;
    }
    return true;
}

static void put_titles(const struct class_page *page) {
    FILE *out = page->out;
    (void)fputs("<tr>", out);
    for (size_t i = 0; i < page->book->check_count; i++) {
        if (!class_shows(page->style, &page->book->checks[i]))
            continue;
        (void)fprintf(out, "<th scope=\"col\" class=\"check%s\"><span>",
                      begins_group(page, i) ? " group" : "");
        html_text(out, page->book->checks[i].title);
        (void)fputs("</span></th>", out);
    }
    (void)fputs("</tr>\n", out);
}

static void put_marks(const struct class_page *page, size_t student) {
    const struct gradebook *book = page->book;
    FILE *out = page->out;
    (void)fprintf(out, "<tr data-i=\"%zu\"><th scope=\"row\">", student);
    put_student_link(page, &book->students[student]);
    (void)fputs("</th>", out);
    for (size_t i = 0; i < book->check_count; i++) {
        if (!class_shows(page->style, &book->checks[i]))
            continue;
        const struct look *look = &looks[book->marks[student * book->check_count + i]];
        (void)fprintf(out, "<td class=\"mark %s%s\" aria-label=\"%s\">%s</td>", look->class,
                      begins_group(page, i) ? " group" : "", _(look->words), look->sign);
    }
    (void)fputs("</tr>\n", out);
}

void class_html_heat(const struct class_page *page) {
    if (page->book->marks == NULL || count_shown(page) == 0)
        return;
    FILE *out = page->out;
    put_section(page, "heat", _("Checks and students"),
                _("It shows the students of the table above, in the same order."));
    put_legend(out);
    (void)fprintf(
        out,
        "<div class=\"frame tall\" tabindex=\"0\" role=\"region\" aria-label=\"%s\">\n"
        "<table class=\"heat\" id=\"marks\"><caption class=\"hidden-text\">%s</caption>\n<thead>",
        _("Table of checks and students"), _("What each student got for each check"));
    put_groups(page);
    put_titles(page);
    (void)fputs("</thead>\n<tbody>\n", out);
    for (size_t i = 0; i < page->book->student_count; i++)
        put_marks(page, i);
    (void)fputs("</tbody></table></div>\n", out);
    end_section(page);
}
