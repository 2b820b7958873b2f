/* SPDX-License-Identifier: MIT */
/* The columns of nbgrader's export: a line for each exercise and student. */
#include "gradebook/formats.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

static void cell_time(FILE *out, int64_t seconds) {
    char text[32] = "";
    time_t when = (time_t)seconds;
    struct tm parts;
    if (seconds != 0 && gmtime_r(&when, &parts) != NULL)
        (void)strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S", &parts);
    cell_text(out, false, text);
}

/* "Surname, Names", or the last word of "Names Surname". */
static void cell_names(FILE *out, const char *name) {
    const char *comma = name == NULL ? NULL : strchr(name, ',');
    const char *blank = name == NULL ? NULL : strrchr(name, ' ');
    char *first = NULL;
    if (comma != NULL) {
        first = strndup(name, (size_t)(comma - name));
        cell_text(out, false, first);
        cell_text(out, false, comma + 1 + strspn(comma + 1, " "));
    } else if (blank != NULL) {
        first = strndup(name, (size_t)(blank - name));
        cell_text(out, false, blank + 1);
        cell_text(out, false, first);
    } else {
        cell_text(out, false, NULL);
        cell_text(out, false, name);
    }
    free(first);
}

static void put_line(FILE *out, const struct book_exercise *exercise,
                     const struct book_student *student, const struct book_cell *cell) {
    const struct store_row *row = &cell->row;
    bool scored = cell->counts >= 0, graded = cell->state == BOOK_GRADED;
    cell_text(out, true, exercise->id);
    cell_time(out, exercise->due);
    cell_time(out, row->time);
    cell_text(out, false, student->key);
    cell_names(out, student->name);
    cell_text(out, false, student->email);
    cell_amount(out, !scored ? -1 : graded ? row->points : 0);
    cell_amount(out, !scored ? -1 : graded ? row->points - row->after_lateness : 0);
    cell_amount(out, cell->counts);
    cell_amount(out, row->max);
    (void)fputc('\n', out);
}

void class_nbgrader(FILE *out, const struct gradebook *book, const struct report_style *style) {
    (void)style;
    (void)fputs("assignment,duedate,timestamp,student_id,last_name,first_name,email,raw_score,"
                "late_submission_penalty,score,max_score\n",
                out);
    for (size_t i = 0; i < book->exercise_count; i++) {
        for (size_t k = 0; k < book->student_count; k++)
            put_line(out, &book->exercises[i], &book->students[k], &book->students[k].cells[i]);
    }
}
