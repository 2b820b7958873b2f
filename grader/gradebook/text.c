/* SPDX-License-Identifier: MIT */
/* The class for people: who has how many points, and how they are spread. */
#include "gradebook/formats.h"

#include "base/messages.h"
#include "base/utf8.h"

#include <inttypes.h>
#include <string.h>

enum { MOST_NAME = 24, TOTAL_WIDTH = 10, LEAST_COLUMN = 9, MOST_COLUMN = 18, GAP = 2 };

const char *student_called(const struct book_student *student) {
    const char *name = student->name;
    return name != NULL && name[strspn(name, " \t\n")] != '\0' ? name : student->key;
}

void put_cut(struct page *page, enum page_style style, const char *text, int room) {
    size_t length = strlen(text), fits = 0;
    const char *dots = page_choose(page, "…", "~");
    if (page_width(page, text, length) <= room) {
        page_put(page, style, text, length);
        return;
    }
    for (size_t at = 0; at < length;) {
        uint32_t character;
        at += utf8_decode(text + at, length - at, &character);
        if (page_width(page, text, at) > room - 1)
            break;
        fits = at;
    }
    page_put(page, style, text, fits);
    page_put(page, style, dots, strlen(dots));
}

/* ---- the table ---- */

/* Some of the exercises' columns, as many as fit; the last part has the total behind them. */
struct part {
    size_t first, end;
    int name_room, column;
};

static int name_room(struct page *page, const struct gradebook *book) {
    int room = page_width(page, _("Student"), strlen(_("Student")));
    for (size_t i = 0; i < book->student_count; i++) {
        const char *name = student_called(&book->students[i]);
        int width = page_width(page, name, strlen(name));
        room = width > room ? width : room;
    }
    return room < MOST_NAME ? room : MOST_NAME;
}

static int column_width(struct page *page, const struct gradebook *book) {
    int width = LEAST_COLUMN;
    for (size_t i = 0; i < book->exercise_count; i++) {
        int own = page_width(page, book->exercises[i].id, strlen(book->exercises[i].id));
        width = own > width ? own : width;
    }
    return width < MOST_COLUMN ? width : MOST_COLUMN;
}

static void put_right(struct page *page, enum page_style style, const char *text, int end) {
    int start = end - page_width(page, text, strlen(text));
    if (page->column < start)
        page_tab(page, start);
    page_put(page, style, text, strlen(text));
}

static int column_end(const struct part *part, size_t exercise) {
    return part->name_room + (GAP + part->column) * (int)(exercise - part->first + 1);
}

static void put_heads(struct page *page, const struct gradebook *book, const struct part *part) {
    page_say(page, PAGE_DIM, "%s", _("Student"));
    for (size_t i = part->first; i < part->end; i++) {
        const char *id = book->exercises[i].id;
        int width = page_width(page, id, strlen(id));
        width = width < part->column ? width : part->column;
        page_tab(page, column_end(part, i) - width);
        put_cut(page, PAGE_DIM, id, part->column);
    }
    if (part->end == book->exercise_count)
        put_right(page, PAGE_DIM, _("total"), column_end(part, part->end - 1) + TOTAL_WIDTH);
    page_end_line(page);
}

/* Marks behind the points: what the legend explains. */
static void put_cell(struct page *page, const struct book_cell *cell, int end) {
    char text[AMOUNT_SIZE];
    const char *mark = cell->row.overridden ? "!" : cell->row.days_late > 0 ? "*" : "";
    enum page_style style = cell->counts < cell->row.max ? PAGE_PLAIN : PAGE_GOOD;
    if (cell->counts >= 0 && (cell->state != BOOK_MISSING || cell->row.overridden))
        put_right(page, cell->counts == 0 ? PAGE_BAD : style, amount_text(cell->counts, text),
                  end - 1);
    else
        put_right(page, PAGE_DIM,
                  cell->state == BOOK_MISSING   ? page_choose(page, "–", "-")
                  : cell->state == BOOK_WAITING ? page_choose(page, "…", "...")
                                                : "?",
                  end - 1);
    page_say(page, PAGE_SO_SO, "%s", mark);
}

static void put_student(struct page *page, const struct gradebook *book,
                        const struct book_student *student, const struct part *part) {
    char text[AMOUNT_SIZE + 3] = "?";
    put_cut(page, PAGE_PLAIN, student_called(student), part->name_room);
    for (size_t i = part->first; i < part->end; i++)
        put_cell(page, &student->cells[i], column_end(part, i));
    if (part->end == book->exercise_count) {
        if (student->total >= 0) { /* with one decimal, rounded down like all */
            int64_t tenths = book_percent(student->total, book->total_max) / 100;
            (void)snprintf(text, sizeof text, "%" PRId64 ".%d %%", tenths / 10, (int)(tenths % 10));
        }
        put_right(page, PAGE_BOLD, text, column_end(part, part->end - 1) + TOTAL_WIDTH);
    }
    page_end_line(page);
}

static void put_table(struct page *page, const struct gradebook *book) {
    struct part part = {.name_room = name_room(page, book), .column = column_width(page, book)};
    int room = page->style->width - part.name_room - TOTAL_WIDTH;
    size_t columns = room > part.column + GAP ? (size_t)(room / (part.column + GAP)) : 1;
    for (; part.first < book->exercise_count; part.first = part.end) {
        part.end = part.first + columns;
        if (part.end > book->exercise_count)
            part.end = book->exercise_count;
        put_heads(page, book, &part);
        for (size_t i = 0; i < book->student_count; i++)
            put_student(page, book, &book->students[i], &part);
        page_end_line(page);
    }
    page_wrap(
        page, 0, PAGE_DIM,
        page->style->unicode
            ? _("– nothing handed in; ? not graded, by no fault of theirs; … waits; * late; ! "
                "points given by hand")
            : _("- nothing handed in; ? not graded, by no fault of theirs; ... waits; * late; "
                "! points given by hand"));
}

/* ---- how points are spread ---- */

/* Eight heights, and the same in ASCII. */
static void put_bar(struct page *page, size_t count, size_t most) {
    static const char *const bars[] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
    static const char *const digits[] = {"1", "2", "3", "4", "5", "6", "7", "8"};
    size_t height = count == 0 ? 0 : (count * ARRAY_LEN(bars) - 1) / most;
    page_say(page, PAGE_PLAIN, "%s",
             count == 0 ? page_choose(page, "·", ".")
                        : page_choose(page, bars[height], digits[height]));
}

static void put_spread(struct page *page, const struct book_exercise *exercise, int bars_at) {
    ARENA_AUTO arena = arena_new();
    size_t most = 1;
    for (size_t i = 0; i < BOOK_BARS; i++)
        most = exercise->bars[i] > most ? exercise->bars[i] : most;
    page_tab(page, 2);
    put_cut(page, PAGE_PLAIN, exercise->id, bars_at - 4);
    page_tab(page, bars_at);
    for (size_t i = 0; i < BOOK_BARS; i++)
        put_bar(page, exercise->bars[i], most);
    page_tab(page, bars_at + BOOK_BARS + 2);
    if (exercise->scores == 0)
        page_wrap(page, 0, PAGE_DIM, _("nothing graded"));
    else
        page_wrap(page, bars_at + BOOK_BARS + 2, PAGE_PLAIN,
                  arena_printf(arena, _("median %d %%, mean %d %%; full marks: %zu of %zu"),
                               (int)(exercise->median / 1000), (int)(exercise->mean / 1000),
                               exercise->full, exercise->scores));
}

static void put_spreads(struct page *page, const struct gradebook *book) {
    page_end_line(page);
    page_wrap(page, 0, PAGE_BOLD, _("How points are spread (0 to 100 %, the last bar: all)"));
    for (size_t i = 0; i < book->exercise_count; i++)
        put_spread(page, &book->exercises[i], column_width(page, book) + 4);
}

/* ---- the head ---- */

/* Counted from the table itself, so that it agrees with what is shown. */
static void put_head(struct page *page, const struct gradebook *book) {
    ARENA_AUTO arena = arena_new();
    size_t counts[BOOK_STATE_COUNT] = {0};
    for (size_t i = 0; i < book->cell_count; i++)
        counts[book->cells[i].state]++;
    const struct store_summary *summary = &book->summary;
    bool titled = summary->title != NULL && *summary->title != '\0';
    page_wrap(page, 0, PAGE_BOLD,
              titled                    ? summary->title
              : summary->course != NULL ? summary->course
                                        : "");
    page_wrap(page, 0, PAGE_PLAIN,
              arena_printf(arena, _("students: %zu, exercises: %zu"), book->student_count,
                           book->exercise_count));
    page_wrap(
        page, 0, PAGE_PLAIN,
        arena_printf(arena,
                     _("graded: %zu, not gradable: %zu, nothing handed in: %zu, not graded by "
                       "our fault: %zu, waiting: %zu"),
                     counts[BOOK_GRADED], counts[BOOK_NOT_GRADABLE], counts[BOOK_MISSING],
                     counts[BOOK_FAULT], counts[BOOK_WAITING]));
    if (summary->ended == 0)
        page_wrap(page, 0, PAGE_SO_SO,
                  _("The batch still runs, or was interrupted: the same command goes on with it."));
    page_end_line(page);
}

void class_text(FILE *out, const struct gradebook *book, const struct report_style *style) {
    struct page page = {.out = out, .style = style};
    put_head(&page, book);
    if (book->student_count > 0 && book->exercise_count > 0) {
        put_table(&page, book);
        put_spreads(&page, book);
    }
    class_text_lists(&page, book);
}
