/* SPDX-License-Identifier: MIT */
/* What a format of the class must provide, and what some of them share. */
#ifndef MPIGRADE_GRADEBOOK_FORMATS_H
#define MPIGRADE_GRADEBOOK_FORMATS_H

#include "gradebook/gradebook.h"
#include "report/page.h"

#include <stdio.h>

typedef void class_writer(FILE *out, const struct gradebook *book,
                          const struct report_style *style);

#define X(id, name, suffix, purpose) class_writer class_##name;
CLASS_FORMATS(X)
#undef X

/* ---- table.c: tables of comma-separated values ----
 * Quoting as in RFC 4180; lines end in "\n". Programs that calculate take a cell that begins with
 * = + - @ (blanks aside) for a formula: such a text gets an apostrophe in front. What is no UTF-8,
 * and control characters, become U+FFFD. */

void cell_text(FILE *out, bool first, const char *text); /* NULL: an empty cell */
void cell_amount(FILE *out, int64_t amount);             /* 1/1000; -1: an empty cell */
void cell_format(FILE *out, const char *format, ...) PRINTF(2, 3);

/* What an LMS calls the exercise: its title, with the id behind it when that alone is not enough.
 */
void cell_title(FILE *out, bool first, const struct gradebook *book, size_t exercise);

/* ---- text_lists.c: what follows the table in the text for people ---- */
void class_text_lists(struct page *page, const struct gradebook *book);

/* A text in at most `room` columns, the rest as dots. */
void put_cut(struct page *page, enum page_style style, const char *text, int room);
const char *student_called(const struct book_student *student);

#endif
