/* SPDX-License-Identifier: MIT */
/* One student: points by exercise, then each report as it stands. */
#include "gradebook/formats.h"

#include "base/messages.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* Why it is not what was graded. */
static void put_remarks(struct page *page, const struct book_cell *cell) {
    const struct store_row *row = &cell->row;
    char text[AMOUNT_SIZE];
    if (row->attempts > 1)
        page_say(page, PAGE_DIM, _("  attempt %d of %d"), row->attempt, row->attempts);
    if (row->days_late > 0 && cell->state == BOOK_GRADED)
        page_say(page, PAGE_SO_SO, _("  late (days: %lld; %s without it)"),
                 (long long)row->days_late, amount_text(row->points, text));
    if (row->overridden)
        page_say(page, PAGE_SO_SO, _("  points given by hand: %s"),
                 row->override_reason == NULL ? "" : row->override_reason);
}

static void put_line(struct page *page, const struct book_exercise *exercise,
                     const struct book_cell *cell) {
    enum { POINTS_AT = 32 };
    char points[AMOUNT_SIZE], max[AMOUNT_SIZE];
    const char *words = book_state_words(cell->state);
    page_tab(page, 2);
    put_cut(page, PAGE_PLAIN, exercise->id, POINTS_AT - 4);
    page_tab(page, POINTS_AT);
    if (cell->counts >= 0)
        page_say(page, PAGE_BOLD, "%s / %s", amount_text(cell->counts, points),
                 amount_text(cell->row.max, max));
    if (*words != '\0')
        page_say(page, PAGE_DIM, "%s%s", cell->counts >= 0 ? "  " : "", words);
    put_remarks(page, cell);
    page_end_line(page);
}

static void put_total(struct page *page, const struct gradebook *book,
                      const struct book_student *student) {
    char points[AMOUNT_SIZE], max[AMOUNT_SIZE], percent[AMOUNT_SIZE];
    page_end_line(page);
    if (student->total < 0)
        page_wrap(page, 0, PAGE_BOLD, _("No total yet: something has no score."));
    else {
        page_say(page, PAGE_BOLD, _("Total: %s of %s (%s %%)"), amount_text(student->total, points),
                 amount_text(book->total_max, max),
                 amount_text(book_percent(student->total, book->total_max), percent));
        page_end_line(page);
    }
}

static void put_head(struct page *page, const struct gradebook *book,
                     const struct book_student *student) {
    page_say(page, PAGE_BOLD, "%s", student_called(student));
    if (student->email != NULL)
        page_say(page, PAGE_DIM, "  %s", student->email);
    page_end_line(page);
    page_end_line(page);
    for (size_t i = 0; i < book->exercise_count; i++)
        put_line(page, &book->exercises[i], &student->cells[i]);
    put_total(page, book, student);
}

static int put_report(struct page *page, struct store *store, const struct book_cell *cell,
                      struct error *error) {
    if (cell->row.result == 0)
        return 0;
    json_auto_t *report = store_report(store, cell->row.result, error);
    if (report == NULL)
        return -1;
    size_t length;
    char *text = report_render(report, REPORT_TEXT, page->style, &length);
    int width = page->style->width < 72 ? page->style->width : 72;
    page_end_line(page);
    for (int i = 0; i < width; i++)
        page_say(page, PAGE_DIM, "%s", page_choose(page, "─", "-"));
    page_end_line(page);
    (void)fwrite(text, 1, length, page->out);
    free(text);
    return 0;
}

char *class_student(const struct gradebook *book, struct store *store,
                    const struct report_style *style, size_t *ret_length, struct error *error) {
    char *text = NULL;
    FILE *out = open_memstream(&text, ret_length);
    if (out == NULL)
        die("out of memory");
    struct page page = {.out = out, .style = style};
    int status = 0;
    for (size_t i = 0; i < book->student_count && status == 0; i++) {
        put_head(&page, book, &book->students[i]);
        for (size_t k = 0; k < book->exercise_count && status == 0; k++)
            status = put_report(&page, store, &book->students[i].cells[k], error);
    }
    if (fclose(out) != 0)
        die("out of memory");
    if (status == 0)
        return text;
    free(text);
    return NULL;
}
