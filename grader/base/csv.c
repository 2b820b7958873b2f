/* SPDX-License-Identifier: MIT */
#include "base/csv.h"

#include <stdbool.h>

static bool ends_row(char c) {
    return c == '\n' || c == '\r';
}

static char find_separator(const char *at, const char *end) {
    bool quoted = false;
    for (; at < end; at++) {
        if (*at == '"')
            quoted = !quoted;
        else if (!quoted && (*at == ',' || *at == ';' || *at == '\t'))
            return *at;
    }
    return ',';
}

struct csv csv_open(struct arena *arena, const char *bytes, size_t length) {
    char *text = arena_alloc(arena, length + 1);
    for (size_t i = 0; i < length; i++)
        text[i] = bytes[i] == '\0' ? ' ' : bytes[i];
    return (struct csv){.arena = arena,
                        .at = text,
                        .end = text + length,
                        .separator = find_separator(text, text + length),
                        .line = 1};
}

/* Reads a cell and goes behind what ended it: the separator or, *ret_last, the row's or file's end.
 * What is read is never longer than what it was. NULL when a quote is not closed. */
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

int csv_next(struct csv *csv, struct csv_row *row) {
    bool last = false;
    row->line = csv->line;
    row->count = 0;
    if (csv->at >= csv->end)
        return 0;
    while (!last) {
        char *cell = read_cell(csv, &last);
        if (cell == NULL)
            return -1;
        *(char **)arena_push(csv->arena, &row->cells, &row->count, &row->capacity,
                             sizeof *row->cells) = cell;
    }
    return 1;
}
