/* SPDX-License-Identifier: MIT */
/* What a person should look at: misconceptions, who hangs, copies, and what has no or other points.
 */
#include "gradebook/html.h"

#include "base/messages.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* ---- misconceptions ---- */

static int by_students(const void *a, const void *b) {
    const struct store_misconception *x = *(const struct store_misconception *const *)a;
    const struct store_misconception *y = *(const struct store_misconception *const *)b;
    return x->students != y->students ? (x->students < y->students) - (x->students > y->students)
                                      : (x > y) - (x < y);
}

/* Keys of students, by commas. */
static void put_examples(const struct class_page *page, const char *examples) {
    ARENA_AUTO arena = arena_new();
    char *rest = arena_strdup(arena, examples == NULL ? "" : examples);
    for (char *key; (key = rest) != NULL && *key != '\0';) {
        char *end = strstr(key, ", ");
        rest = end == NULL ? NULL : end + 2;
        if (end != NULL)
            *end = '\0';
        put_student_of_key(page, key);
        (void)fputs(rest == NULL ? "" : ", ", page->out);
    }
}

static void put_misconception(const struct class_page *page,
                              const struct store_misconception *row) {
    FILE *out = page->out;
    (void)fputs("<tr><th scope=\"row\">", out);
    html_text(out, row->text == NULL || *row->text == '\0' ? row->misconception : row->text);
    (void)fputs("</th><td class=\"id\">", out);
    html_text(out, row->exercise);
    (void)fprintf(out, "</td><td class=\"num\" data-v=\"%" PRId64 "\">%" PRId64 "</td><td>",
                  row->students, row->students);
    put_examples(page, row->examples);
    if (row->students > 5)
        (void)fputs(" …", out);
    (void)fputs("</td></tr>\n", out);
}

static void put_misconceptions(const struct class_page *page) {
    ARENA_AUTO arena = arena_new();
    const struct gradebook *book = page->book;
    const struct store_misconception **order =
        arena_array(arena, book->misconception_count + 1, sizeof(void *));
    size_t count = 0;
    for (size_t i = 0; i < book->misconception_count; i++) {
        if (class_shows_all_of(page, book->misconceptions[i].exercise))
            order[count++] = &book->misconceptions[i];
    }
    if (count == 0)
        return;
    qsort(order, count, sizeof *order, by_students);
    put_section(page, "misconceptions", _("Misconceptions"), NULL);
    (void)fprintf(
        page->out,
        "<div class=\"frame\" tabindex=\"0\" role=\"region\" aria-label=\"%s\">\n"
        "<table class=\"sortable words\"><caption class=\"hidden-text\">%s</caption>\n<thead><tr>"
        "<th scope=\"col\">%s</th><th scope=\"col\">%s</th>"
        "<th scope=\"col\" class=\"num\" data-first=\"descending\" aria-sort=\"descending\">%s</th>"
        "<th scope=\"col\" data-fixed=\"\">%s</th></tr></thead>\n<tbody>\n",
        _("Table of misconceptions"), _("How many students have each misconception"),
        _("Misconception"), _("Exercise"), _("Students"), _("For example"));
    for (size_t i = 0; i < count; i++)
        put_misconception(page, order[i]);
    (void)fputs("</tbody></table></div>\n", page->out);
    end_section(page);
}

/* ---- lists of who and why ---- */

struct list {
    const struct class_page *page;
    const char *id, *title, *note;
    bool begun;
};

/* The section begins with its first item. */
static FILE *begin_item(struct list *list) {
    if (!list->begun) {
        put_section(list->page, list->id, list->title, list->note);
        (void)fputs("<ul class=\"items\">\n", list->page->out);
    }
    list->begun = true;
    (void)fputs("<li>", list->page->out);
    return list->page->out;
}

static void end_list(const struct list *list) {
    if (!list->begun)
        return;
    (void)fputs("</ul>\n", list->page->out);
    end_section(list->page);
}

static void put_colon_text(FILE *out, const char *text) {
    if (text == NULL || *text == '\0')
        return;
    (void)fputs(": <span class=\"why\">", out);
    html_text(out, text);
    (void)fputs("</span>", out);
}

static void begin_cell(struct list *list, const struct book_student *student, size_t exercise) {
    FILE *out = begin_item(list);
    put_student_link(list->page, student);
    (void)fputs(", ", out);
    put_report_link(list->page, student, exercise, list->page->book->exercises[exercise].id);
}

/* ---- who hangs ---- */

static bool same_submission(const struct store_deadlock *a, const struct store_deadlock *b) {
    return strcmp(a->student, b->student) == 0 && strcmp(a->exercise, b->exercise) == 0;
}

/* One case of each submission; all are in its report. */
static void put_deadlocks(const struct class_page *page) {
    const struct gradebook *book = page->book;
    struct list list = {page, "hangs", _("Whose programs hang"), NULL, false};
    for (size_t i = 0; i < book->deadlock_count; i++) {
        const struct store_deadlock *row = &book->deadlocks[i];
        if ((i > 0 && same_submission(row, row - 1)) || !class_shows_all_of(page, row->exercise))
            continue;
        FILE *out = begin_item(&list);
        put_student_of_key(page, row->student);
        (void)fputs(", ", out);
        put_report_of_key(page, row->student, row->exercise);
        (void)fputs(", ", out);
        html_text(out, row->case_id);
        put_colon_text(out, row->text);
        (void)fputs("</li>\n", out);
    }
    end_list(&list);
}

/* ---- lists of students ---- */

static void put_copies(const struct class_page *page, bool starter, const char *id,
                       const char *title, const char *note) {
    const struct gradebook *book = page->book;
    struct list list = {page, id, title, note, false};
    for (size_t i = 0; i < book->copies_count; i++) {
        const struct book_copies *copies = &book->copies[i];
        if (copies->starter != starter)
            continue;
        FILE *out = begin_item(&list);
        html_text(out, book->exercises[copies->exercise].id);
        for (size_t k = 0; k < copies->count; k++) {
            (void)fputs(k == 0 ? ": " : ", ", out);
            const struct book_student *student = &book->students[copies->students[k]];
            put_report_link(page, student, copies->exercise, student_called(student));
        }
        (void)fputs("</li>\n", out);
    }
    end_list(&list);
}

static bool is_absent(const struct gradebook *book, const struct book_student *student) {
    for (size_t i = 0; i < book->exercise_count; i++) {
        if (student->cells[i].state != BOOK_MISSING)
            return false;
    }
    return book->exercise_count > 0;
}

/* exercise SIZE_MAX: who handed in nothing at all, and is not named with each exercise. */
static void put_missing_of(struct list *list, size_t exercise) {
    const struct gradebook *book = list->page->book;
    bool first = true;
    for (size_t i = 0; i < book->student_count; i++) {
        const struct book_student *student = &book->students[i];
        bool absent = is_absent(book, student);
        bool named = exercise == SIZE_MAX
                         ? absent
                         : !absent && student->cells[exercise].state == BOOK_MISSING;
        if (!named)
            continue;
        FILE *out = first ? begin_item(list) : list->page->out;
        if (first)
            html_text(out, exercise == SIZE_MAX ? _("at all") : book->exercises[exercise].id);
        (void)fputs(first ? ": " : ", ", out);
        put_student_link(list->page, student);
        first = false;
    }
    if (!first)
        (void)fputs("</li>\n", list->page->out);
}

static void put_missing(const struct class_page *page) {
    struct list list = {page, "missing", _("Who handed in nothing"), NULL, false};
    put_missing_of(&list, SIZE_MAX);
    for (size_t i = 0; i < page->book->exercise_count; i++)
        put_missing_of(&list, i);
    end_list(&list);
}

/* ---- cells that a person should look at ---- */

static void put_states(const struct class_page *page, enum book_state state, const char *id,
                       const char *title, const char *note) {
    const struct gradebook *book = page->book;
    struct list list = {page, id, title, note, false};
    for (size_t i = 0; i < book->cell_count; i++) {
        const struct book_cell *cell = &book->cells[i];
        if (cell->state != state)
            continue;
        begin_cell(&list, &book->students[i / book->exercise_count], i % book->exercise_count);
        put_colon_text(page->out, state == BOOK_WAITING ? cell->row.path : cell->row.reason);
        (void)fputs("</li>\n", page->out);
    }
    end_list(&list);
}

static void put_late(const struct class_page *page) {
    const struct gradebook *book = page->book;
    struct list list = {page, "late", _("Late"), NULL, false};
    for (size_t i = 0; i < book->cell_count; i++) {
        const struct store_row *row = &book->cells[i].row;
        char before[AMOUNT_SIZE], after[AMOUNT_SIZE];
        if (row->days_late <= 0)
            continue;
        begin_cell(&list, &book->students[i / book->exercise_count], i % book->exercise_count);
        (void)fputs(": ", page->out);
        (void)fprintf(page->out, _("days: %lld; points: %s of %s"), (long long)row->days_late,
                      amount_text(row->after_lateness, after), amount_text(row->points, before));
        (void)fputs("</li>\n", page->out);
    }
    end_list(&list);
}

static void put_overrides(const struct class_page *page) {
    const struct gradebook *book = page->book;
    struct list list = {page, "by-hand", _("Points given by hand"), NULL, false};
    for (size_t i = 0; i < book->cell_count; i++) {
        const struct book_cell *cell = &book->cells[i];
        char before[AMOUNT_SIZE], after[AMOUNT_SIZE];
        if (!cell->row.overridden)
            continue;
        bool scored = cell->state == BOOK_GRADED || cell->state == BOOK_NOT_GRADABLE;
        begin_cell(&list, &book->students[i / book->exercise_count], i % book->exercise_count);
        (void)fputs(": ", page->out);
        ARENA_AUTO arena = arena_new();
        html_text(page->out,
                  arena_printf(arena, _("%s instead of %s: %s"),
                               amount_text(cell->row.override_points, after),
                               scored ? amount_text(cell->row.after_lateness, before)
                                      : book_state_words(cell->state),
                               cell->row.override_reason == NULL ? "" : cell->row.override_reason));
        (void)fputs("</li>\n", page->out);
    }
    end_list(&list);
}

static void put_strays(const struct class_page *page) {
    struct list list = {page, "strays", _("What belongs to nobody"), NULL, false};
    for (size_t i = 0; i < page->book->stray_count; i++) {
        FILE *out = begin_item(&list);
        html_text(out, page->book->strays[i].path);
        put_colon_text(out, page->book->strays[i].why);
        (void)fputs("</li>\n", out);
    }
    end_list(&list);
}

void class_html_lists(const struct class_page *page) {
    put_states(page, BOOK_FAULT, "faults", _("Not graded by our fault"),
               _("This costs nobody points: mpigrade batch with --rerun faults tries again."));
    put_states(page, BOOK_WAITING, "waiting", _("Waiting to be graded"), NULL);
    put_misconceptions(page);
    put_deadlocks(page);
    put_copies(page, false, "copies", _("The same source"),
               _("But for names, comments and texts. Have a look: short programs may be alike by "
                 "chance."));
    put_copies(page, true, "starters", _("The starter file as it was handed out"), NULL);
    put_missing(page);
    put_states(page, BOOK_NOT_GRADABLE, "not-gradable", _("Not gradable"), NULL);
    put_late(page);
    put_overrides(page);
    put_strays(page);
}
