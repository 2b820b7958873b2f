/* SPDX-License-Identifier: MIT */
/* Draws the diagram: a column is a rank, a line is a call. Where the ranks do not fit into the
 * width, the lines say the rank and nothing is drawn. */
#include "report/trace.h"

#include "base/messages.h"

#include <stdlib.h>
#include <string.h>

/* X(ENUM, character, in ASCII) */
#define GLYPHS(X)                                                                                  \
    X(BLANK, " ", " ")                                                                             \
    X(OUTSIDE, "│", "|") /* of MPI */                                                              \
    X(INSIDE, "┃", "#")  /* a call that blocks */                                                  \
    X(CALL, "●", "*")                                                                              \
    X(STUCK, "✗", "X")                                                                             \
    X(LINE, "─", "-")                                                                              \
    X(RIGHT, "▶", ">")                                                                             \
    X(LEFT, "◀", "<")                                                                              \
    X(CROSS_OUTSIDE, "┼", "+")                                                                     \
    X(CROSS_INSIDE, "╂", "+")                                                                      \
    X(LEAVE_RIGHT_OUTSIDE, "├", "|") /* a message that was sent before */                          \
    X(LEAVE_RIGHT_INSIDE, "┠", "#")                                                                \
    X(LEAVE_LEFT_OUTSIDE, "┤", "|")                                                                \
    X(LEAVE_LEFT_INSIDE, "┨", "#")                                                                 \
    X(MEET, "◆", "O")                                                                              \
    X(JOIN, "━", "=")                                                                              \
    X(JOIN_OUTSIDE, "┿", "+")                                                                      \
    X(JOIN_INSIDE, "╋", "+")

enum glyph {
#define X(name, character, ascii) GLYPH_##name,
    GLYPHS(X)
#undef X
};

struct cell {
    unsigned char glyph;
    enum page_style style;
};

enum { GAP = 3, LEAST_WORDS = 30, MOST_STEP = 6, LEAST_STEP = 3 };

struct drawing {
    struct page *page;
    const struct trace *trace;
    int np, left, step;        /* step 0: no columns */
    int words, place, details; /* where these begin */
    bool several_files;
    struct cell *cells;
    int cell_count;
    size_t *last; /* of each rank: how many of its calls began by now */
};

static enum page_style style_of(int rank) {
    return (enum page_style)(PAGE_RANK_0 + rank % 6);
}

static void put_glyph(struct page *page, struct cell cell) {
    static const char *const glyphs[][2] = {
#define X(name, character, ascii) {character, ascii},
        GLYPHS(X)
#undef X
    };
    const char *text = page_choose(page, glyphs[cell.glyph][0], glyphs[cell.glyph][1]);
    page_put(page, cell.style, text, strlen(text));
}

/* ---- one line's columns ---- */

/* Where a rank is at a time; lines come in the order of time. */
static enum glyph state_at(struct drawing *drawing, int rank, uint64_t at) {
    const struct trace_calls *calls = &drawing->trace->ranks[rank];
    size_t *last = &drawing->last[rank];
    while (*last < calls->count && calls->calls[*last].enter <= at)
        ++*last;
    if (*last == 0)
        return GLYPH_BLANK;
    const struct trace_call *call = &calls->calls[*last - 1];
    if (call->event->blocking && (call->leave == 0 || call->leave > at))
        return GLYPH_INSIDE;
    return call->kind == EVENT_FINALIZE ? GLYPH_BLANK : GLYPH_OUTSIDE;
}

static struct cell *cell_of(struct drawing *drawing, int rank) {
    return &drawing->cells[rank * drawing->step];
}

static void draw_states(struct drawing *drawing, uint64_t at) {
    memset(drawing->cells, 0, (size_t)drawing->cell_count * sizeof *drawing->cells);
    for (int r = 0; r < drawing->np; r++)
        *cell_of(drawing, r) = (struct cell){(unsigned char)state_at(drawing, r, at), style_of(r)};
}

static void cross(struct cell *cell, enum glyph line, enum page_style style) {
    bool joins = line == GLYPH_JOIN;
    enum glyph glyph = line;
    if (cell->glyph == GLYPH_OUTSIDE)
        glyph = joins ? GLYPH_JOIN_OUTSIDE : GLYPH_CROSS_OUTSIDE;
    else if (cell->glyph == GLYPH_INSIDE)
        glyph = joins ? GLYPH_JOIN_INSIDE : GLYPH_CROSS_INSIDE;
    else if (cell->glyph != GLYPH_BLANK)
        return;
    *cell = (struct cell){(unsigned char)glyph, style};
}

static void draw_arrow(struct drawing *drawing, struct trace_arrow arrow) {
    enum page_style style = style_of(arrow.from);
    bool right = arrow.to > arrow.from;
    int from = arrow.from * drawing->step, to = arrow.to * drawing->step, by = right ? 1 : -1;
    struct cell *start = &drawing->cells[from];
    if (start->glyph == GLYPH_OUTSIDE)
        start->glyph = right ? GLYPH_LEAVE_RIGHT_OUTSIDE : GLYPH_LEAVE_LEFT_OUTSIDE;
    else if (start->glyph == GLYPH_INSIDE)
        start->glyph = right ? GLYPH_LEAVE_RIGHT_INSIDE : GLYPH_LEAVE_LEFT_INSIDE;
    for (int i = from + by; i != to - by; i += by)
        cross(&drawing->cells[i], GLYPH_LINE, style);
    drawing->cells[to - by] = (struct cell){right ? GLYPH_RIGHT : GLYPH_LEFT, style};
}

static void stretch(int rank, int *first, int *last) {
    *first = *first < 0 || rank < *first ? rank : *first;
    *last = rank > *last ? rank : *last;
}

/* Whoever came to a meeting before is tied to those who come in this line. */
static void draw_members(struct drawing *drawing, const struct trace_row *row) {
    const struct trace_meeting *meeting = row->meeting;
    int first = -1, last = -1;
    for (size_t i = 0; i < row->member_count; i++) {
        const struct trace_call *call = row->members[i];
        bool stuck = call->event->blocking && call->leave == 0;
        *cell_of(drawing, call->rank) = stuck ? (struct cell){GLYPH_STUCK, PAGE_BAD}
                                        : meeting != NULL
                                            ? (struct cell){GLYPH_MEET, PAGE_BOLD}
                                            : (struct cell){GLYPH_CALL, style_of(call->rank)};
        stretch(call->rank, &first, &last);
    }
    for (size_t i = 0; meeting != NULL && i < row->earlier; i++)
        stretch(meeting->came[i], &first, &last);
    for (int i = first * drawing->step + 1; i < last * drawing->step; i++)
        cross(&drawing->cells[i], GLYPH_JOIN, PAGE_BOLD);
}

static void put_columns(struct drawing *drawing, const char *time) {
    struct page *page = drawing->page;
    int width = (int)strlen(time), end = drawing->left - GAP;
    if (end > width)
        page_tab(page, end - width);
    page_say(page, PAGE_DIM, "%s", time);
    page_tab(page, drawing->left);
    for (int i = 0; i < drawing->cell_count; i++)
        put_glyph(page, drawing->cells[i]);
}

/* ---- one line's words ---- */

/* How much of a list fits into the room: whole items. */
static size_t fitting(const struct page *page, const char *list, int room) {
    size_t length = strlen(list);
    while (length > 0 && page_width(page, list, length) > room) {
        do
            length--;
        while (length > 0 && list[length] != ',');
    }
    return length;
}

static void put_words(struct drawing *drawing, const struct trace_row *row) {
    struct page *page = drawing->page;
    const char *place = trace_place(drawing->trace, row, drawing->several_files);
    const char *details = trace_details(drawing->trace, row);
    page_tab(page, drawing->words);
    page_say(page,
             row->stuck     ? PAGE_BAD
             : row->meeting ? PAGE_BOLD
                            : style_of(row->call->rank),
             "%s", trace_head(drawing->trace, row));
    if (*place != '\0' || *details != '\0')
        page_tab(page, drawing->place);
    page_say(page, PAGE_PLAIN, "%s", place);
    size_t length = fitting(page, details, page->style->width - drawing->details);
    if (length > 0)
        page_tab(page, drawing->details);
    page_put(page, row->stuck ? PAGE_BAD : PAGE_DIM, details, length);
    page_end_line(page);
}

static void put_row(struct drawing *drawing, const struct trace_row *row) {
    const char *time = trace_time(drawing->trace, row->at);
    for (size_t i = 0; i == 0 || (i < row->arrow_count && drawing->step > 0); i++) {
        if (drawing->step > 0) {
            draw_states(drawing, row->at);
            if (i == 0)
                draw_members(drawing, row);
            if (i < row->arrow_count)
                draw_arrow(drawing, row->arrows[i]);
        }
        put_columns(drawing, i == 0 ? time : "");
        if (i == 0)
            put_words(drawing, row);
        else
            page_end_line(drawing->page);
    }
}

/* ---- the whole ---- */

static int widest(const struct page *page, int least, const char *text) {
    int width = page_width(page, text, strlen(text));
    return width > least ? width : least;
}

/* Whether rows name more than one file; the first one's name. */
static bool several_files(struct trace_row *const *rows, size_t count, const char **ret_file) {
    for (size_t i = 0; i < count; i++) {
        const char *file = rows[i]->call->event->where.file;
        if (file != NULL && *ret_file != NULL && strcmp(file, *ret_file) != 0)
            return true;
        *ret_file = file == NULL ? *ret_file : file;
    }
    return false;
}

/* How far apart the columns stand when as many words as possible are to fit beside them; 0: the
 * columns do not fit. */
static int step_of(int np, int room, int words) {
    int step = (room - words) / np;
    if (np * LEAST_STEP > room - LEAST_WORDS)
        return 0;
    return step < LEAST_STEP ? LEAST_STEP : step < MOST_STEP ? step : MOST_STEP;
}

static void lay_out(struct drawing *drawing, struct trace_row *const *rows, size_t count) {
    const struct page *page = drawing->page;
    int time = 2, head = 10, place = 0, details = 0;
    for (size_t i = 0; i < count; i++) {
        time = widest(page, time, trace_time(drawing->trace, rows[i]->at));
        head = widest(page, head, trace_head(drawing->trace, rows[i]));
        place = widest(page, place, trace_place(drawing->trace, rows[i], drawing->several_files));
        details = widest(page, details, trace_details(drawing->trace, rows[i]));
    }
    drawing->left = time + GAP;
    int room = page->style->width - drawing->left - GAP;
    drawing->step = step_of(drawing->np, room, head + place + details + 4);
    drawing->cell_count = drawing->step == 0 ? 0 : (drawing->np - 1) * drawing->step + 1;
    drawing->cells =
        arena_array(drawing->trace->arena, (size_t)drawing->cell_count + 1, sizeof(struct cell));
    drawing->last = arena_array(drawing->trace->arena, (size_t)drawing->np, sizeof(size_t));
    drawing->words = drawing->left + (drawing->step == 0 ? 1 : drawing->cell_count + GAP);
    drawing->place = drawing->words + head + 2;
    drawing->details = drawing->place + (place > 0 ? place + 2 : 0);
}

static void put_header(struct drawing *drawing) {
    struct page *page = drawing->page;
    page_tab(page, drawing->left - GAP - 2);
    page_say(page, PAGE_DIM, "ms");
    for (int r = 0; r < drawing->np && drawing->step > 0; r++) {
        page_tab(page, drawing->left + r * drawing->step);
        page_say(page, style_of(r), "%d", r);
    }
    page_tab(page, drawing->words);
    page_say(page, PAGE_DIM, "%s", _("rank"));
    page_end_line(page);
}

/* Who is still in a call when all is over. */
static void put_end(struct drawing *drawing) {
    bool any = false;
    for (int r = 0; r < drawing->np; r++)
        any = any || drawing->trace->log->ranks[r].state == RANK_IN_CALL;
    if (!any || drawing->step == 0)
        return;
    draw_states(drawing, UINT64_MAX);
    for (int r = 0; r < drawing->np; r++)
        if (drawing->trace->log->ranks[r].state == RANK_IN_CALL)
            *cell_of(drawing, r) = (struct cell){GLYPH_STUCK, PAGE_BAD};
    put_columns(drawing, "");
    page_end_line(drawing->page);
}

static void put_legend(struct drawing *drawing, const char *file) {
    struct page *page = drawing->page;
    const struct trace *trace = drawing->trace;
    uint64_t dropped = 0;
    for (int r = 0; r < drawing->np; r++)
        dropped += trace->log->ranks[r].events_dropped;
    if (dropped > 0)
        page_wrap(page, 0, PAGE_DIM,
                  arena_printf(trace->arena, _("%llu later calls were not kept."),
                               (unsigned long long)dropped));
    if (drawing->step > 0)
        page_wrap(page, 0, PAGE_DIM,
                  page_choose(page,
                              _("Time goes down. ● a call, ┃ still in it, ──▶ a message, ◆━◆ a "
                                "collective, ✗ never returns."),
                              _("Time goes down. * a call, # still in it, --> a message, O=O a "
                                "collective, X never returns.")));
    if (file != NULL && !drawing->several_files)
        page_wrap(page, 0, PAGE_DIM,
                  arena_printf(trace->arena, _("The lines are those of %s."), file));
}

static void put_rows(struct drawing *drawing, struct trace_row *const *rows, size_t count,
                     size_t most) {
    size_t head = count > most ? most - most / 2 : count, tail = count > most ? most / 2 : 0;
    for (size_t i = 0; i < head; i++)
        put_row(drawing, rows[i]);
    if (head + tail < count)
        page_wrap(drawing->page, 0, PAGE_DIM,
                  arena_printf(drawing->trace->arena,
                               _("... %zu calls between are not drawn; --events %zu draws all."),
                               count - head - tail, count));
    for (size_t i = count - tail; i < count; i++)
        put_row(drawing, rows[i]);
}

/* Those to be drawn. */
static size_t choose(const struct trace *trace, int rank, struct trace_row **rows) {
    size_t count = 0;
    for (size_t i = 0; i < trace->row_count; i++)
        if (rank < 0 || rank >= trace->log->np || trace_row_has(trace->rows[i], rank))
            rows[count++] = trace->rows[i];
    return count;
}

void trace_text(struct page *page, const struct call_log *log,
                const struct trace_options *options) {
    ARENA_AUTO arena = arena_new();
    struct trace trace = {.log = log, .arena = arena};
    trace_rows(&trace);
    struct trace_row **rows = arena_array(arena, trace.row_count, sizeof *rows);
    size_t count = choose(&trace, options->rank, rows);
    if (count == 0) {
        page_wrap(page, 0, PAGE_DIM, _("There are no MPI calls to draw."));
        return;
    }
    const char *file = NULL;
    struct drawing drawing = {.page = page,
                              .trace = &trace,
                              .np = log->np,
                              .several_files = several_files(rows, count, &file)};
    lay_out(&drawing, rows, count);
    page_end_line(page);
    put_header(&drawing);
    put_rows(&drawing, rows, count, (size_t)options->rows);
    put_end(&drawing);
    put_legend(&drawing, file);
    page_end_line(page);
}
