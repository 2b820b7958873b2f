/* SPDX-License-Identifier: MIT */
/* Moodle's grade import: students are found by e-mail or id number, so that whoever has neither is
 * left out; no other columns, because Moodle may refuse those that it does not know. */
#include "gradebook/formats.h"

void class_moodle(FILE *out, const struct gradebook *book, const struct report_style *style) {
    (void)style;
    (void)fputs("email,idnumber", out);
    for (size_t i = 0; i < book->exercise_count; i++)
        cell_title(out, false, book, i);
    (void)fputc('\n', out);
    for (size_t i = 0; i < book->student_count; i++) {
        const struct book_student *student = &book->students[i];
        if (student->email == NULL && student->number == NULL)
            continue;
        cell_text(out, true, student->email);
        cell_text(out, false, student->number);
        for (size_t k = 0; k < book->exercise_count; k++)
            cell_amount(out, student->cells[k].counts);
        (void)fputc('\n', out);
    }
}
