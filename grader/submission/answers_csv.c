/* SPDX-License-Identifier: MIT */
/* answers.csv: a row is question, process, value; further cells, and further rows for the same
 * process, add to a list. The process of a single answer may be left out. The first row may be a
 * header. */
#include "submission/sheet.h"

#include "base/csv.h"
#include "base/messages.h"

#include <string.h>

static bool is_blank(const char *cell) {
    return cell[strspn(cell, " \t")] == '\0';
}

/* Cells without anything at the end of a row mean nothing. */
static void drop_blank_cells(struct csv_row *row) {
    while (row->count > 0 && is_blank(row->cells[row->count - 1]))
        row->count--;
}

static void read_answer(struct sheet *sheet, struct question *question, const struct csv_row *row) {
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

static void use_row(struct sheet *sheet, const struct csv_row *row, bool is_first) {
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
    struct csv csv = csv_open(sheet->arena, bytes, length);
    struct csv_row row = {0};
    bool is_first = true;
    int got;
    while ((got = csv_next(&csv, &row)) > 0) {
        drop_blank_cells(&row);
        use_row(sheet, &row, is_first);
        is_first = false;
    }
    if (got < 0)
        return error_set(error, ERROR_NOT_GRADABLE,
                         _("%s: line %zu: a quote is opened and never closed"), sheet->file,
                         row.line);
    return 0;
}
