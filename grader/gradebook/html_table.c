/* SPDX-License-Identifier: MIT */
/* The table of students and exercises. Without scripts it is a table; with them it is sorted and
 * filtered by what the attributes say: data-v is a cell's value (none: no score), data-s all that
 * it is. */
#include "gradebook/html.h"

#include "base/messages.h"

#include <inttypes.h>
#include <string.h>

static bool has_sections(const struct gradebook *book) {
    for (size_t i = 0; i < book->student_count; i++) {
        if (book->students[i].section != NULL && *book->students[i].section != '\0')
            return true;
    }
    return false;
}

static bool hangs(const struct gradebook *book, const char *student, const char *exercise) {
    for (size_t i = 0; i < book->deadlock_count; i++) {
        if (strcmp(book->deadlocks[i].student, student) == 0 &&
            strcmp(book->deadlocks[i].exercise, exercise) == 0)
            return true;
    }
    return false;
}

/* ---- filters ---- */

/* X(token in data-s, what people choose) */
#define FILTERS(X)                                                                                 \
    X("full", N_("full marks"))                                                                    \
    X("lost", N_("points lost"))                                                                   \
    X("graded", N_("graded"))                                                                      \
    X("not_gradable", N_("not gradable"))                                                          \
    X("missing", N_("nothing handed in"))                                                          \
    X("grader_fault", N_("not graded, our fault"))                                                 \
    X("waiting", N_("waiting to be graded"))                                                       \
    X("hangs", N_("hangs"))                                                                        \
    X("late", N_("late"))                                                                          \
    X("hand", N_("points given by hand"))

static void put_option(FILE *out, const char *value, const char *text) {
    (void)fputs("<option value=\"", out);
    html_text(out, value);
    (void)fputs("\">", out);
    html_text(out, text);
    (void)fputs("</option>", out);
}

static void begin_choice(FILE *out, const char *id, const char *label, const char *all) {
    (void)fprintf(out, "<label for=\"%s\">%s <select id=\"%s\">", id, label, id);
    put_option(out, "", all);
}

static void put_filters(const struct class_page *page) {
    FILE *out = page->out;
    (void)fprintf(out,
                  "<div class=\"filters\" id=\"filters\" hidden>\n"
                  "<label for=\"find\">%s <input type=\"search\" id=\"find\" autocomplete=\"off\" "
                  "spellcheck=\"false\"></label>\n",
                  _("Find"));
    begin_choice(out, "of-exercise", _("Exercise"), _("any"));
    for (size_t i = 0; i < page->book->exercise_count; i++) {
        char index[32];
        (void)snprintf(index, sizeof index, "%zu", i);
        put_option(out, index, page->book->exercises[i].id);
    }
    (void)fputs("</select></label>\n", out);
    begin_choice(out, "of-outcome", _("Outcome"), _("any"));
#define X(token, text) put_option(out, token, _(text));
    FILTERS(X)
#undef X
    (void)fprintf(out,
                  "</select></label>\n<button type=\"button\" id=\"show-all\">%s</button>\n"
                  "<p id=\"shown\" role=\"status\" data-text=\"",
                  _("Show all"));
    html_text(out, _("%1 of %2 students")); /* the script fills it in */
    (void)fputs("\"></p></div>\n", out);
}

/* ---- the table ---- */

static void put_heads(const struct class_page *page, bool sections) {
    const struct gradebook *book = page->book;
    FILE *out = page->out;
    char max[AMOUNT_SIZE];
    (void)fprintf(out, "<thead><tr><th scope=\"col\">%s</th>", _("Student"));
    if (sections)
        (void)fprintf(out, "<th scope=\"col\">%s</th>", _("Section"));
    for (size_t i = 0; i < book->exercise_count; i++) {
        (void)fputs("<th scope=\"col\" class=\"num\" data-first=\"descending\"><span>", out);
        html_text(out, book->exercises[i].id);
        (void)fprintf(out, " <small>/ %s</small></span></th>",
                      amount_text(book->exercises[i].max, max));
    }
    (void)fprintf(
        out,
        "<th scope=\"col\" class=\"num\" data-first=\"descending\">%s</th></tr></thead>\n<tbody>\n",
        _("Total"));
}

/* Everything that a filter may ask for. */
static void put_tokens(const struct class_page *page, const struct book_student *student,
                       size_t exercise) {
    const struct book_cell *cell = &student->cells[exercise];
    FILE *out = page->out;
    (void)fputs(book_state_key(cell->state), out);
    if (cell->state == BOOK_GRADED || cell->row.overridden)
        (void)fputs(cell->counts >= cell->row.max ? " full" : " lost", out);
    if (cell->row.days_late > 0)
        (void)fputs(" late", out);
    if (cell->row.overridden)
        (void)fputs(" hand", out);
    if (hangs(page->book, student->key, page->book->exercises[exercise].id))
        (void)fputs(" hangs", out);
}

static void put_cell(const struct class_page *page, const struct book_student *student,
                     size_t exercise) {
    const struct book_cell *cell = &student->cells[exercise];
    FILE *out = page->out;
    bool scored = cell->counts >= 0;
    int64_t percent = scored ? book_percent(cell->counts, cell->row.max) : 0;
    bool plain = cell->state == BOOK_GRADED || cell->row.overridden;
    (void)fputs("<td class=\"num ", out);
    if (plain)
        (void)fprintf(out, "b%d\"", (int)(percent >= 100000 ? 10 : percent / 10000));
    else
        (void)fprintf(out, "no %s\"", book_state_key(cell->state));
    if (scored)
        (void)fprintf(out, " data-v=\"%" PRId64 "\"", percent);
    (void)fputs(" data-s=\"", out);
    put_tokens(page, student, exercise);
    (void)fputs("\">", out);
    put_cell_content(page, student, exercise);
    (void)fputs("</td>", out);
}

static void put_total(const struct class_page *page, const struct book_student *student) {
    FILE *out = page->out;
    if (student->total < 0) {
        (void)fprintf(out, "<td class=\"num no\">%s</td>", _("none yet"));
        return;
    }
    int64_t percent = book_percent(student->total, page->book->total_max);
    (void)fprintf(out, "<td class=\"num total\" data-v=\"%" PRId64 "\">", percent);
    put_percent(out, percent);
    (void)fputs("</td>", out);
}

/* Names by which one may look for somebody, but do not stand in the row. */
static void put_more_names(FILE *out, const struct book_student *student) {
    const char *const names[] = {student->key, student->login, student->number};
    (void)fputs(" data-names=\"", out);
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        if (names[i] == NULL)
            continue;
        html_text(out, names[i]);
        (void)fputc(' ', out);
    }
    (void)fputc('"', out);
}

static void put_student(const struct class_page *page, size_t index, bool sections) {
    const struct book_student *student = &page->book->students[index];
    FILE *out = page->out;
    (void)fprintf(out, "<tr data-i=\"%zu\"", index);
    put_more_names(out, student);
    (void)fputs("><th scope=\"row\">", out);
    put_student_link(page, student);
    if (student->email != NULL && *student->email != '\0') {
        (void)fputs("<small>", out);
        put_name(out, student->email);
        (void)fputs("</small>", out);
    }
    (void)fputs("</th>", out);
    if (sections) {
        (void)fputs("<td class=\"section\"><bdi>", out);
        html_text(out, student->section == NULL ? "" : student->section);
        (void)fputs("</bdi></td>", out);
    }
    for (size_t i = 0; i < page->book->exercise_count; i++)
        put_cell(page, student, i);
    put_total(page, student);
    (void)fputs("</tr>\n", out);
}

void class_html_table(const struct class_page *page) {
    bool sections = has_sections(page->book);
    put_section(page, "students", _("Students"),
                _("Nothing handed in counts 0. What is not graded by our fault, or waits, has no "
                  "points and counts as nothing, so there is no total either."));
    put_filters(page);
    (void)fprintf(page->out,
                  "<div class=\"frame\" tabindex=\"0\" role=\"region\" aria-label=\"%s\">\n"
                  "<table class=\"sortable points\" id=\"class\" data-columns=\"%d\">"
                  "<caption class=\"hidden-text\">%s</caption>\n",
                  _("Table of points"), sections ? 2 : 1, _("Points of students by exercise"));
    put_heads(page, sections);
    for (size_t i = 0; i < page->book->student_count; i++)
        put_student(page, i, sections);
    (void)fputs("</tbody></table></div>\n", page->out);
    end_section(page);
}
