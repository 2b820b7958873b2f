/* SPDX-License-Identifier: MIT */
/* How points are spread: a histogram for each exercise, and one of the totals. */
#include "gradebook/html.h"

#include "base/messages.h"

#include <inttypes.h>

enum { WIDTH = 264, BAR = 24, GROUND = 96, HIGH = 72, HEIGHT = 116 };

static size_t most_of(const size_t bars[BOOK_BARS]) {
    size_t most = 1;
    for (size_t i = 0; i < BOOK_BARS; i++)
        most = bars[i] > most ? bars[i] : most;
    return most;
}

/* "0-9 %", ..., "100 %" */
static void put_range(FILE *out, size_t bar) {
    if (bar == BOOK_BARS - 1)
        (void)fputs("100 %", out);
    else
        (void)fprintf(out, "%zu–%zu %%", bar * 10, bar * 10 + 9);
}

/* What the picture shows, in words. */
static void put_words(FILE *out, const size_t bars[BOOK_BARS]) {
    bool first = true;
    for (size_t i = 0; i < BOOK_BARS; i++) {
        if (bars[i] == 0)
            continue;
        (void)fputs(first ? "" : ", ", out);
        put_range(out, i);
        (void)fprintf(out, ": %zu", bars[i]);
        first = false;
    }
}

static void put_picture(FILE *out, const size_t bars[BOOK_BARS]) {
    size_t most = most_of(bars);
    (void)fprintf(out, "<svg class=\"spread\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s: ",
                  WIDTH, HEIGHT, _("How points are spread"));
    put_words(out, bars);
    (void)fputs("\">\n", out);
    for (size_t i = 0; i < BOOK_BARS; i++) {
        int height = (int)(bars[i] * HIGH / most), x = (int)i * BAR;
        if (bars[i] == 0)
            continue;
        height = height < 2 ? 2 : height;
        (void)fprintf(out,
                      "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"2\"/>"
                      "<text x=\"%d\" y=\"%d\">%zu</text>\n",
                      i == BOOK_BARS - 1 ? "bar all" : "bar", x + 2, GROUND - height, BAR - 4,
                      height, x + BAR / 2, GROUND - height - 4, bars[i]);
    }
    (void)fprintf(out, "<path class=\"axis\" d=\"M0 %d.5H%d\"/>", GROUND, WIDTH);
    for (int i = 0; i < BOOK_BARS; i += 2)
        (void)fprintf(out, "<text class=\"tick\" x=\"%d\" y=\"%d\">%d</text>", i * BAR + BAR / 2,
                      GROUND + 15, i * 10);
    (void)fputs("</svg>\n", out);
}

static void put_exercise(FILE *out, const struct book_exercise *exercise) {
    (void)fputs("<figure><figcaption><strong>", out);
    html_text(out, exercise->id);
    (void)fputs("</strong> ", out);
    html_text(out, exercise->title == NULL ? "" : exercise->title);
    (void)fputs("<small>", out);
    if (exercise->scores == 0)
        (void)fputs(_("nothing graded"), out);
    else
        (void)fprintf(out, _("median %d %%, mean %d %%; full marks: %zu of %zu"),
                      (int)(exercise->median / 1000), (int)(exercise->mean / 1000), exercise->full,
                      exercise->scores);
    (void)fputs("</small></figcaption>\n", out);
    put_picture(out, exercise->bars);
    (void)fputs("</figure>\n", out);
}

/* Of all that have a total, also who handed in nothing. */
static void put_totals(const struct class_page *page) {
    const struct gradebook *book = page->book;
    size_t bars[BOOK_BARS] = {0}, without = 0;
    for (size_t i = 0; i < book->student_count; i++) {
        int64_t total = book->students[i].total;
        int64_t bar = total < 0 ? 0 : book_percent(total, book->total_max) / 10000;
        if (total < 0)
            without++;
        else
            bars[bar < BOOK_BARS ? bar : BOOK_BARS - 1]++;
    }
    (void)fprintf(page->out, "<figure><figcaption><strong>%s</strong><small>", _("Total"));
    (void)fprintf(page->out, _("students: %zu; without a total: %zu"), book->student_count,
                  without);
    (void)fputs("</small></figcaption>\n", page->out);
    put_picture(page->out, bars);
    (void)fputs("</figure>\n", page->out);
}

void class_html_spreads(const struct class_page *page) {
    const struct gradebook *book = page->book;
    if (book->student_count < 2)
        return;
    put_section(page, "spread", _("How points are spread"),
                _("Students by per cent of the points; the last bar: all of them."));
    (void)fputs("<div class=\"figures\">\n", page->out);
    if (book->exercise_count > 1)
        put_totals(page);
    for (size_t i = 0; i < book->exercise_count; i++)
        put_exercise(page->out, &book->exercises[i]);
    (void)fputs("</div>\n", page->out);
    end_section(page);
}
