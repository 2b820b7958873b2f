/* SPDX-License-Identifier: MIT */
/* answers.csv: a row is question, process, value; further cells, and further rows for the same
 * process, add to a list. The process of a single answer may be left out. What separates the cells
 * is the first comma, semicolon or tab; cells may be quoted as spreadsheets do it. The first row
 * may be a header. */
#include "submission/sheet.h"

#include "base/messages.h"

#include <string.h>

/* Cells are cut out of the text in place: what is read is never longer than what it was. */
struct csv {
    struct arena *arena;
    char *at, *end;
    char separator;
    size_t line; /* from 1 */
};

struct row {
    size_t line; /* where it begins */
    size_t count, capacity;
    char **cells;
};

static bool ends_row(char c) {
    return c == '\n' || c == '\r';
}

/* Names of questions hold none of the three, so the first one separates. */
static char find_separator(const char *at, const char *end) {
    while (at < end && *at != ',' && *at != ';' && *at != '\t')
        at++;
    return at < end ? *at : ',';
}

/* Reads a cell and goes behind what ended it: the separator or, *ret_last, the row's or file's end.
 * NULL when a quote is not closed. */
static char *read_cell(struct csv *csv, bool *ret_last) {
    char *cell = csv->at, *out = cell;
    bool quoted = csv->at < csv->end && *csv->at == '"';
    csv->at += quoted;
    while (csv->at < csv->end && (quoted || (*csv->at != csv->separator && !ends_row(*csv->at)))) {
        char c = *csv->at++;
        csv->line += c == '\n';
        if (quoted && c == '"' && (csv->at == csv->end || *csv->at != '"')) {
            quoted = false;
            continue;
        }
        csv->at += quoted && c == '"'; /* the second of two quotes */
        *out++ = c;
    }
    if (quoted)
        return NULL;
    char stop = csv->at < csv->end ? *csv->at++ : '\n';
    if (stop == '\r' && csv->at < csv->end && *csv->at == '\n')
        stop = *csv->at++;
    csv->line += ends_row(stop);
    *ret_last = ends_row(stop);
    *out = '\0';
    return cell;
}

static int read_row(struct csv *csv, struct row *row) {
    bool last = false;
    row->line = csv->line;
    row->count = 0;
    while (!last) {
        char *cell = read_cell(csv, &last);
        if (cell == NULL)
            return -1;
        *(char **)arena_push(csv->arena, &row->cells, &row->count, &row->capacity,
                             sizeof *row->cells) = cell;
    }
    return 0;
}

static bool is_blank(const char *cell) {
    return cell[strspn(cell, " \t")] == '\0';
}

/* Cells without anything at the end of a row mean nothing. */
static void drop_blank_cells(struct row *row) {
    while (row->count > 0 && is_blank(row->cells[row->count - 1]))
        row->count--;
}

static void read_answer(struct sheet *sheet, struct question *question, const struct row *row) {
    const char *place = arena_printf(sheet->arena, _("line %zu"), row->line);
    bool single = question->run->asks == ASKS_NUMBER || question->run->asks == ASKS_VALUE;
    int process = NO_PROCESS;
    size_t first = single && row->count == 2 ? 1 : 2; /* "question,5" is "question,,5" */
    if (!single && row->count > 1 && !is_blank(row->cells[1])) {
        process = sheet_process(sheet, question, place, row->cells[1]);
        if (process == NO_PROCESS)
            return;
    }
    for (size_t i = first; i < row->count; i++)
        sheet_answer(sheet, question, place, process, row->cells[i]);
}

static void use_row(struct sheet *sheet, const struct row *row, bool is_first) {
    if (row->count == 0)
        return;
    char *name = row->cells[0] + strspn(row->cells[0], " \t");
    name[strcspn(name, " \t")] = '\0';
    struct question *question = sheet_question(sheet, name);
    if (question != NULL) {
        question->named = true;
        read_answer(sheet, question, row);
    } else if (!is_first) {
        sheet_stranger(sheet, name);
    }
}

int sheet_read_csv(struct sheet *sheet, const char *bytes, size_t length, struct error *error) {
    char *text = arena_alloc(sheet->arena, length + 1);
    for (size_t i = 0; i < length; i++)
        text[i] = bytes[i] == '\0' ? ' ' : bytes[i];
    struct csv csv = {.arena = sheet->arena,
                      .at = text,
                      .end = text + length,
                      .separator = find_separator(text, text + length),
                      .line = 1};
    struct row row = {0};
    for (bool is_first = true; csv.at < csv.end; is_first = false) {
        if (read_row(&csv, &row) != 0)
            return error_set(error, ERROR_NOT_GRADABLE,
                             _("%s: line %zu: a quote is opened and never closed"), sheet->file,
                             row.line);
        drop_blank_cells(&row);
        use_row(sheet, &row, is_first);
    }
    return 0;
}
