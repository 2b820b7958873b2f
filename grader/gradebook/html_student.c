/* SPDX-License-Identifier: MIT */
/* One student's page: points by exercise, which lead to the reports. */
#include "gradebook/html.h"

#include "base/messages.h"

#include <inttypes.h>

static void put_names(FILE *out, const struct book_student *student) {
    const char *const names[] = {student->email, student->number, student->login, student->section};
    bool any = false;
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        if (names[i] == NULL || names[i][0] == '\0')
            continue;
        (void)fputs(any ? " · " : "<p class=\"who\">", out);
        put_name(out, names[i]);
        any = true;
    }
    (void)fputs(any ? "</p>\n" : "", out);
}

/* Why it is not what was graded, or not graded at all. */
static void put_remarks(FILE *out, const struct book_cell *cell) {
    const struct store_row *row = &cell->row;
    ARENA_AUTO arena = arena_new();
    char text[AMOUNT_SIZE];
    if (cell->state != BOOK_GRADED) {
        (void)fputs("<span>", out);
        html_text(out, book_state_words(cell->state));
        if (row->reason != NULL && *row->reason != '\0') {
            (void)fputs(": ", out);
            html_text(out, row->reason);
        }
        (void)fputs("</span> ", out);
    }
    if (row->attempts > 1)
        (void)fprintf(out, _("attempt %d of %d"), row->attempt, row->attempts);
    if (row->days_late > 0 && cell->state == BOOK_GRADED)
        html_text(out, arena_printf(arena, _("  late (days: %lld; %s without it)"),
                                    (long long)row->days_late, amount_text(row->points, text)));
    if (row->overridden)
        html_text(out, arena_printf(arena, _("  points given by hand: %s"),
                                    row->override_reason == NULL ? "" : row->override_reason));
}

static void put_exercise(const struct class_page *page, const struct book_student *student,
                         size_t exercise) {
    const struct book_exercise *of = &page->book->exercises[exercise];
    const struct book_cell *cell = &student->cells[exercise];
    FILE *out = page->out;
    char points[AMOUNT_SIZE], max[AMOUNT_SIZE];
    (void)fputs("<tr><th scope=\"row\">", out);
    put_report_link(page, student, exercise, of->id);
    (void)fputs("<small>", out);
    html_text(out, of->title == NULL ? "" : of->title);
    (void)fputs("</small></th><td class=\"num\">", out);
    if (cell->counts >= 0)
        (void)fprintf(out, "%s / %s", amount_text(cell->counts, points),
                      amount_text(cell->row.max, max));
    (void)fputs("</td><td>", out);
    put_remarks(out, cell);
    (void)fputs("</td></tr>\n", out);
}

static void put_total(const struct class_page *page, const struct book_student *student) {
    char points[AMOUNT_SIZE], max[AMOUNT_SIZE], percent[AMOUNT_SIZE];
    (void)fputs("<p class=\"sum\">", page->out);
    if (student->total < 0)
        html_text(page->out, _("No total yet: something has no score."));
    else
        (void)fprintf(page->out, _("Total: %s of %s (%s %%)"), amount_text(student->total, points),
                      amount_text(page->book->total_max, max),
                      amount_text(book_percent(student->total, page->book->total_max), percent));
    (void)fputs("</p>\n", page->out);
}

static void put_way(const struct class_page *page, size_t student) {
    const struct gradebook *book = page->book;
    (void)fprintf(page->out, "<nav class=\"way\" aria-label=\"%s\"><a href=\"%sindex.html\">%s</a>",
                  _("Students"), page->up, _("The class"));
    if (student > 0) {
        (void)fputs(" <span>← ", page->out);
        put_student_link(page, &book->students[student - 1]);
        (void)fputs("</span>", page->out);
    }
    if (student + 1 < book->student_count) {
        (void)fputs(" <span>→ ", page->out);
        put_student_link(page, &book->students[student + 1]);
        (void)fputs("</span>", page->out);
    }
    (void)fputs("</nav>\n", page->out);
}

extern const char html_class_style[]; /* class.css */

void class_html_student(const struct class_page *page, size_t index) {
    const struct html_kind kind = {.style = html_class_style};
    const struct book_student *student = &page->book->students[index];
    FILE *out = page->out;
    html_begin(out, student_called(student), &kind);
    (void)fputs("<main id=\"main\" class=\"class\">\n", out);
    put_way(page, index);
    (void)fputs("<h1>", out);
    put_name(out, student_called(student));
    (void)fputs("</h1>\n", out);
    put_names(out, student);
    (void)fprintf(
        out,
        "<div class=\"frame\" tabindex=\"0\" role=\"region\" aria-label=\"%s\">\n<table>"
        "<caption class=\"hidden-text\">%s</caption>\n<thead><tr><th scope=\"col\">%s</th>"
        "<th scope=\"col\" class=\"num\">%s</th><th scope=\"col\">%s</th></tr></thead>\n"
        "<tbody>\n",
        _("Table of points"), _("Points by exercise"), _("Exercise"), _("Points"), _("Remarks"));
    for (size_t i = 0; i < page->book->exercise_count; i++)
        put_exercise(page, student, i);
    (void)fputs("</tbody></table></div>\n", out);
    put_total(page, student);
    (void)fputs("</main>\n", out);
    html_end(out, &kind);
}
