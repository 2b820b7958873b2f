/* SPDX-License-Identifier: MIT */
/* What follows the table: what was hard, what was misunderstood, who hangs, whom to look at. */
#include "gradebook/formats.h"

#include "base/bytes.h"
#include "base/messages.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_SHOWN = 10, INDENT = 2, DEEPER = 4 };

static void put_title(struct page *page, const char *title) {
    page_end_line(page);
    page_wrap(page, 0, PAGE_BOLD, title);
}

static void put_more(struct page *page, size_t more) {
    if (more == 0)
        return;
    page_tab(page, INDENT);
    page_say(page, PAGE_DIM, _("... and %zu more; --format json has all."), more);
    page_end_line(page);
}

/* "  what: text", wrapped. */
static void put_item(struct page *page, const char *what, const char *text) {
    ARENA_AUTO arena = arena_new();
    page_tab(page, INDENT);
    page_wrap(page, DEEPER, PAGE_PLAIN,
              arena_printf(arena, "%s: %s", what, text == NULL ? "" : text));
}

/* ---- checks ---- */

/* Points lost by all, as a share of what there was to earn; no check of nothing. */
static int64_t lost(const struct store_check *check) {
    return book_percent(check->max - check->points, check->max);
}

static int by_lost(const void *a, const void *b) {
    const struct store_check *x = *(const struct store_check *const *)a;
    const struct store_check *y = *(const struct store_check *const *)b;
    int64_t one = lost(x), other = lost(y);
    return one != other ? (one < other) - (one > other) : (x > y) - (x < y);
}

static void put_checks(struct page *page, const struct gradebook *book) {
    ARENA_AUTO arena = arena_new();
    const struct store_check **order = arena_array(arena, book->check_count + 1, sizeof(void *));
    size_t count = 0;
    for (size_t i = 0; i < book->check_count; i++) {
        if (lost(&book->checks[i]) > 0)
            order[count++] = &book->checks[i];
    }
    if (count == 0)
        return;
    qsort(order, count, sizeof *order, by_lost);
    put_title(page, _("The hardest checks"));
    for (size_t i = 0; i < count && i < MOST_SHOWN; i++) {
        const struct store_check *check = order[i];
        int64_t judged = check->full + check->partial + check->failed;
        page_tab(page, INDENT);
        page_say(page, PAGE_PLAIN, _("%3d %% lost  "), (int)(lost(check) / 1000));
        page_say(page, PAGE_DIM, "%s  ", check->exercise);
        page_wrap(page, DEEPER, PAGE_PLAIN,
                  arena_printf(arena, _("%s (passed by %lld of %lld)"), check->title,
                               (long long)check->full, (long long)judged));
    }
    put_more(page, count > MOST_SHOWN ? count - MOST_SHOWN : 0);
}

/* ---- misconceptions, deadlocks ---- */

static int by_students(const void *a, const void *b) {
    const struct store_misconception *x = *(const struct store_misconception *const *)a;
    const struct store_misconception *y = *(const struct store_misconception *const *)b;
    return x->students != y->students ? (x->students < y->students) - (x->students > y->students)
                                      : (x > y) - (x < y);
}

static void put_misconceptions(struct page *page, const struct gradebook *book) {
    ARENA_AUTO arena = arena_new();
    size_t count = book->misconception_count;
    const struct store_misconception **order = arena_array(arena, count + 1, sizeof(void *));
    if (count == 0)
        return;
    for (size_t i = 0; i < count; i++)
        order[i] = &book->misconceptions[i];
    qsort(order, count, sizeof *order, by_students);
    put_title(page, _("The most frequent misconceptions"));
    for (size_t i = 0; i < count && i < MOST_SHOWN; i++) {
        page_tab(page, INDENT);
        page_say(page, PAGE_PLAIN, "%3lld  ", (long long)order[i]->students);
        page_say(page, PAGE_DIM, "%s  ", order[i]->exercise);
        page_say(page, PAGE_PLAIN, "%s: ", order[i]->misconception);
        page_wrap(page, DEEPER, PAGE_PLAIN, order[i]->text == NULL ? "" : order[i]->text);
        page_tab(page, DEEPER + 3);
        page_wrap(page, DEEPER + 3, PAGE_DIM, order[i]->examples == NULL ? "" : order[i]->examples);
    }
    put_more(page, count > MOST_SHOWN ? count - MOST_SHOWN : 0);
}

static bool same_submission(const struct store_deadlock *a, const struct store_deadlock *b) {
    return strcmp(a->student, b->student) == 0 && strcmp(a->exercise, b->exercise) == 0;
}

/* One case of each submission; all are in its report. */
static void put_deadlocks(struct page *page, const struct gradebook *book) {
    enum { MOST_HANGS = 40 };
    ARENA_AUTO arena = arena_new();
    size_t shown = 0, more = 0;
    for (size_t i = 0, next; i < book->deadlock_count; i = next) {
        const struct store_deadlock *row = &book->deadlocks[i];
        for (next = i + 1;
             next < book->deadlock_count && same_submission(row, &book->deadlocks[next]);)
            next++;
        if (shown == MOST_HANGS) {
            more++;
            continue;
        }
        if (shown++ == 0)
            put_title(page, _("Whose programs hang"));
        put_item(page, arena_printf(arena, "%s, %s, %s", row->student, row->exercise, row->case_id),
                 row->text);
    }
    put_more(page, more);
}

/* ---- lists of students ---- */

static void add_name(struct bytes *names, const char *name) {
    if (names->length > 0)
        bytes_append(names, ", ", 2);
    bytes_append(names, name, strlen(name));
}

static void put_copies(struct page *page, const struct gradebook *book, bool starter,
                       const char *title) {
    bool first = true;
    for (size_t i = 0; i < book->copies_count; i++) {
        const struct book_copies *copies = &book->copies[i];
        if (copies->starter != starter)
            continue;
        if (first)
            put_title(page, title);
        first = false;
        BYTES_AUTO names = {.cap = SIZE_MAX};
        for (size_t k = 0; k < copies->count; k++)
            add_name(&names, student_called(&book->students[copies->students[k]]));
        put_item(page, book->exercises[copies->exercise].id, bytes_text(&names));
    }
}

/* Who handed in nothing at all stands in a line of their own, and not with each exercise. */
static bool is_absent(const struct gradebook *book, const struct book_student *student) {
    for (size_t i = 0; i < book->exercise_count; i++) {
        if (student->cells[i].state != BOOK_MISSING)
            return false;
    }
    return book->exercise_count > 0;
}

static void put_missing(struct page *page, const struct gradebook *book) {
    BYTES_AUTO absent = {.cap = SIZE_MAX};
    bool first = true;
    for (size_t i = 0; i < book->student_count; i++) {
        if (is_absent(book, &book->students[i]))
            add_name(&absent, student_called(&book->students[i]));
    }
    if (absent.length > 0) {
        put_title(page, _("Who handed in nothing"));
        put_item(page, _("at all"), bytes_text(&absent));
        first = false;
    }
    for (size_t i = 0; i < book->exercise_count; i++) {
        BYTES_AUTO names = {.cap = SIZE_MAX};
        for (size_t k = 0; k < book->student_count; k++) {
            const struct book_student *student = &book->students[k];
            if (student->cells[i].state == BOOK_MISSING && !is_absent(book, student))
                add_name(&names, student_called(student));
        }
        if (names.length == 0)
            continue;
        if (first)
            put_title(page, _("Who handed in nothing"));
        first = false;
        put_item(page, book->exercises[i].id, bytes_text(&names));
    }
}

/* ---- cells that a person should look at ---- */

/* A sentence of the cell, or NULL when it is none of these. */
typedef const char *cell_words(struct arena *arena, const struct book_cell *cell);

static const char *fault_words(struct arena *arena, const struct book_cell *cell) {
    (void)arena;
    return cell->state != BOOK_FAULT ? NULL : cell->row.reason == NULL ? "" : cell->row.reason;
}

static const char *waiting_words(struct arena *arena, const struct book_cell *cell) {
    (void)arena;
    return cell->state != BOOK_WAITING ? NULL : cell->row.path == NULL ? "" : cell->row.path;
}

static const char *not_gradable_words(struct arena *arena, const struct book_cell *cell) {
    (void)arena;
    return cell->state != BOOK_NOT_GRADABLE ? NULL
           : cell->row.reason == NULL       ? ""
                                            : cell->row.reason;
}

static const char *late_words(struct arena *arena, const struct book_cell *cell) {
    char before[AMOUNT_SIZE], after[AMOUNT_SIZE];
    if (cell->row.days_late <= 0)
        return NULL;
    return arena_printf(arena, _("days: %lld; points: %s of %s"), (long long)cell->row.days_late,
                        amount_text(cell->row.after_lateness, after),
                        amount_text(cell->row.points, before));
}

static const char *override_words(struct arena *arena, const struct book_cell *cell) {
    char before[AMOUNT_SIZE], after[AMOUNT_SIZE];
    if (!cell->row.overridden)
        return NULL;
    bool scored = cell->state == BOOK_GRADED || cell->state == BOOK_NOT_GRADABLE;
    return arena_printf(
        arena, _("%s instead of %s: %s"), amount_text(cell->row.override_points, after),
        scored ? amount_text(cell->row.after_lateness, before) : book_state_key(cell->state),
        cell->row.override_reason == NULL ? "" : cell->row.override_reason);
}

static void put_cells(struct page *page, const struct gradebook *book, const char *title,
                      cell_words *words) {
    ARENA_AUTO arena = arena_new();
    bool first = true;
    for (size_t i = 0; i < book->student_count; i++) {
        for (size_t k = 0; k < book->exercise_count; k++) {
            const char *text = words(arena, &book->students[i].cells[k]);
            if (text == NULL)
                continue;
            if (first)
                put_title(page, title);
            first = false;
            put_item(page,
                     arena_printf(arena, "%s, %s", student_called(&book->students[i]),
                                  book->exercises[k].id),
                     text);
        }
    }
}

static void put_strays(struct page *page, const struct gradebook *book) {
    if (book->stray_count > 0)
        put_title(page, _("What belongs to nobody"));
    for (size_t i = 0; i < book->stray_count; i++)
        put_item(page, book->strays[i].path, book->strays[i].why);
}

void class_text_lists(struct page *page, const struct gradebook *book) {
    put_checks(page, book);
    put_misconceptions(page, book);
    put_deadlocks(page, book);
    put_copies(
        page, book, false,
        _("The same source but for names, comments and texts: have a look (short programs may "
          "be alike by chance)"));
    put_copies(page, book, true, _("The starter file as it was handed out"));
    put_missing(page, book);
    put_cells(page, book,
              _("Not graded by our fault, which costs nobody points (mpigrade batch with "
                "--rerun faults tries again)"),
              fault_words);
    put_cells(page, book, _("Waiting to be graded"), waiting_words);
    put_cells(page, book, _("Not gradable"), not_gradable_words);
    put_cells(page, book, _("Late"), late_words);
    put_cells(page, book, _("Points given by hand"), override_words);
    put_strays(page, book);
}
