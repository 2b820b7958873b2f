/* SPDX-License-Identifier: MIT */
/* The plain table: a line for each student, two columns for each exercise. */
#include "gradebook/formats.h"

#include <inttypes.h>
#include <stdlib.h>

static void put_head(FILE *out, const struct gradebook *book) {
    static const char *const before[] = {"student", "name", "email", "number", "login", "section"};
    static const char *const after[] = {"total", "total max",  "total percent",
                                        "late",  "overridden", "outcome"};
    for (size_t i = 0; i < ARRAY_LEN(before); i++)
        cell_text(out, i == 0, before[i]);
    for (size_t i = 0; i < book->exercise_count; i++) {
        cell_format(out, "%s points", book->exercises[i].id);
        cell_format(out, "%s percent", book->exercises[i].id);
    }
    for (size_t i = 0; i < ARRAY_LEN(after); i++)
        cell_text(out, false, after[i]);
    (void)fputc('\n', out);
}

/* What a list of exercises says of one; false: it is not in the list. */
typedef bool list_item(FILE *out, const struct book_cell *cell);

static bool put_days_late(FILE *out, const struct book_cell *cell) {
    if (cell->row.days_late > 0)
        (void)fprintf(out, "%" PRId64 "d", cell->row.days_late);
    return cell->row.days_late > 0;
}

static bool put_overridden(FILE *out, const struct book_cell *cell) {
    char text[AMOUNT_SIZE];
    if (cell->row.overridden) /* what it would have been */
        (void)fprintf(out, "%s", amount_text(cell->row.after_lateness, text));
    return cell->row.overridden;
}

static bool put_outcome(FILE *out, const struct book_cell *cell) {
    if (cell->state != BOOK_GRADED)
        (void)fputs(book_state_key(cell->state), out);
    return cell->state != BOOK_GRADED;
}

/* "04-deadlock:2d 07-ring:1d". */
static void cell_list(FILE *out, const struct gradebook *book, const struct book_student *student,
                      list_item *put, const char *otherwise) {
    char *text = NULL;
    size_t length = 0;
    FILE *list = open_memstream(&text, &length);
    if (list == NULL)
        die("out of memory");
    for (size_t i = 0; i < book->exercise_count; i++) {
        char *item = NULL;
        size_t size = 0;
        FILE *one = open_memstream(&item, &size);
        if (one == NULL)
            die("out of memory");
        bool listed = put(one, &student->cells[i]);
        (void)fclose(one);
        if (listed)
            (void)fprintf(list, "%s%s:%s", ftell(list) > 0 ? " " : "", book->exercises[i].id, item);
        free(item);
    }
    (void)fclose(list);
    cell_text(out, false, length > 0 ? text : otherwise);
    free(text);
}

static void put_student(FILE *out, const struct gradebook *book,
                        const struct book_student *student) {
    cell_text(out, true, student->key);
    cell_text(out, false, student->name);
    cell_text(out, false, student->email);
    cell_text(out, false, student->number);
    cell_text(out, false, student->login);
    cell_text(out, false, student->section);
    for (size_t i = 0; i < book->exercise_count; i++) {
        int64_t counts = student->cells[i].counts, max = student->cells[i].row.max;
        cell_amount(out, counts);
        cell_amount(out, counts < 0 || max <= 0 ? -1 : book_percent(counts, max));
    }
    bool open = student->total < 0;
    cell_amount(out, student->total);
    cell_amount(out, book->total_max);
    cell_amount(out,
                open || book->total_max <= 0 ? -1 : book_percent(student->total, book->total_max));
    cell_list(out, book, student, put_days_late, NULL);
    cell_list(out, book, student, put_overridden, NULL);
    cell_list(out, book, student, put_outcome, "graded");
    (void)fputc('\n', out);
}

void class_csv(FILE *out, const struct gradebook *book, const struct report_style *style) {
    (void)style;
    put_head(out, book);
    for (size_t i = 0; i < book->student_count; i++)
        put_student(out, book, &book->students[i]);
}
