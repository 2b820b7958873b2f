/* SPDX-License-Identifier: MIT */
/* The class on a page: docs/class.md says what stands on it. */
#include "gradebook/html.h"

#include "base/messages.h"

#include <stdlib.h>
#include <string.h>

static void put_note(FILE *out, const char *class, const char *text) {
    (void)fprintf(out, "<p class=\"%s\">", class);
    html_text(out, text);
    (void)fputs("</p>\n", out);
}

void put_section(const struct class_page *page, const char *id, const char *title,
                 const char *note) {
    struct class_contents *contents = page->contents;
    if (contents != NULL) {
        struct class_section *made =
            arena_push(contents->arena, &contents->sections, &contents->count, &contents->capacity,
                       sizeof *made);
        *made = (struct class_section){id, title};
    }
    (void)fprintf(page->out,
                  "<section id=\"%s\" aria-labelledby=\"%s-title\">\n"
                  "<h2 id=\"%s-title\">",
                  id, id, id);
    html_text(page->out, title);
    (void)fputs("</h2>\n", page->out);
    if (note != NULL)
        put_note(page->out, "note", note);
}

void end_section(const struct class_page *page) {
    (void)fputs("</section>\n", page->out);
}

/* ---- the head ---- */

static void put_count(FILE *out, const char *class, size_t count, const char *text) {
    (void)fprintf(out, "<div class=\"%s%s\"><dt>", class, count == 0 ? " zero" : "");
    html_text(out, text);
    (void)fprintf(out, "</dt><dd>%zu</dd></div>\n", count);
}

/* Counted from the table itself, so that it agrees with what is shown. */
static void put_counts(const struct class_page *page) {
    const struct gradebook *book = page->book;
    size_t counts[BOOK_STATE_COUNT] = {0};
    for (size_t i = 0; i < book->cell_count; i++)
        counts[book->cells[i].state]++;
    FILE *out = page->out;
    (void)fputs("<dl class=\"counts\">\n", out);
    put_count(out, "graded", counts[BOOK_GRADED], _("graded"));
    put_count(out, "not_gradable", counts[BOOK_NOT_GRADABLE], _("not gradable"));
    put_count(out, "missing", counts[BOOK_MISSING], _("nothing handed in"));
    put_count(out, "grader_fault", counts[BOOK_FAULT], _("not graded, our fault"));
    put_count(out, "waiting", counts[BOOK_WAITING], _("waiting to be graded"));
    (void)fputs("</dl>\n", out);
}

static const char *title_of(const struct store_summary *summary) {
    bool titled = summary->title != NULL && *summary->title != '\0';
    return titled ? summary->title : summary->course != NULL ? summary->course : _("A class");
}

static void put_head(const struct class_page *page) {
    const struct store_summary *summary = &page->book->summary;
    (void)fputs("<h1>", page->out);
    html_text(page->out, title_of(summary));
    (void)fputs("</h1>\n", page->out);
    if (summary->ended == 0)
        put_note(page->out, "notice",
                 _("The batch still runs, or was interrupted: the same command goes on with it."));
    if (page->style->view == REPORT_VIEW_STUDENT)
        put_note(page->out, "notice",
                 _("Checks that students may not see are not shown here; the points are all that "
                   "count."));
    (void)fputs("<p>", page->out);
    (void)fprintf(page->out, _("students: %zu, exercises: %zu"), page->book->student_count,
                  page->book->exercise_count);
    (void)fputs("</p>\n", page->out);
    put_counts(page);
}

static void put_contents(FILE *out, const struct class_contents *contents) {
    (void)fprintf(out, "<nav class=\"contents\" aria-label=\"%s\"><ul>\n", _("Contents"));
    for (size_t i = 0; i < contents->count; i++) {
        (void)fprintf(out, "<li><a href=\"#%s\">", contents->sections[i].id);
        html_text(out, contents->sections[i].title);
        (void)fputs("</a></li>\n", out);
    }
    (void)fputs("</ul></nav>\n", out);
}

/* ---- the page ---- */

static void put_sections(const struct class_page *page) {
    const struct gradebook *book = page->book;
    if (book->student_count > 0 && book->exercise_count > 0) {
        class_html_table(page);
        class_html_spreads(page);
    }
    class_html_checks(page);
    class_html_heat(page);
    class_html_lists(page);
}

extern const char html_class_style[], html_class_script[]; /* class.css, class.js */

void class_html_page(const struct class_page *page) {
    const struct html_kind kind = {html_class_style, html_class_script};
    ARENA_AUTO arena = arena_new();
    struct class_contents contents = {.arena = arena};
    struct class_page inner = *page;
    char *text = NULL;
    size_t length;
    inner.contents = &contents;
    inner.out = open_memstream(&text, &length);
    if (inner.out == NULL)
        die("out of memory");
    put_sections(&inner);
    if (fclose(inner.out) != 0)
        die("out of memory");
    html_begin(page->out, title_of(&page->book->summary), &kind);
    (void)fputs("<main id=\"main\" class=\"class\">\n", page->out);
    put_head(page);
    if (contents.count > 1)
        put_contents(page->out, &contents);
    (void)fwrite(text, 1, length, page->out);
    (void)fputs("</main>\n", page->out);
    html_end(page->out, &kind);
    free(text);
}

void class_html(FILE *out, const struct gradebook *book, const struct report_style *style) {
    const struct class_page page = {.out = out, .book = book, .style = style, .up = ""};
    class_html_page(&page);
}
