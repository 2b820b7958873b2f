/* SPDX-License-Identifier: MIT */
/* Tables as spreadsheets and learning platforms write them: what separates the cells is the first
 * comma, semicolon or tab that is not quoted; cells may be quoted; rows end as on any system. */
#ifndef MPIGRADE_BASE_CSV_H
#define MPIGRADE_BASE_CSV_H

#include "base/arena.h"

#include <stddef.h>

struct csv {
    struct arena *arena;
    char *at, *end; /* cells are cut out of a copy, in place */
    char separator;
    size_t line; /* from 1 */
};

struct csv_row {
    size_t line; /* where it begins */
    size_t count, capacity;
    char **cells; /* NUL bytes in them became blanks */
};

struct csv csv_open(struct arena *arena, const char *bytes, size_t length) MUST_USE;

/* The next row, an empty line included (one empty cell): 1, or 0 at the end, or -1 when a quote in
 * the row that begins at row->line is never closed. Start with `struct csv_row row = {0};`. */
int csv_next(struct csv *csv, struct csv_row *row) MUST_USE;

#endif
