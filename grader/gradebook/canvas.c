/* SPDX-License-Identifier: MIT */
/* Canvas' gradebook import. Students are found by "ID", "SIS User ID" or "SIS Login ID"; a column
 * whose title is that of an assignment fills it, another one makes an assignment. The highest
 * points stand in the second line: a number in a title's parentheses would be an assignment's id.
 */
#include "gradebook/formats.h"

#include <string.h>

static void put_head(FILE *out, const struct gradebook *book) {
    static const char *const names[] = {"Student", "ID", "SIS User ID", "SIS Login ID", "Section"};
    for (size_t i = 0; i < ARRAY_LEN(names); i++)
        cell_text(out, i == 0, names[i]);
    for (size_t i = 0; i < book->exercise_count; i++)
        cell_title(out, false, book, i);
    (void)fputs("\n    Points Possible,,,,", out);
    for (size_t i = 0; i < book->exercise_count; i++)
        cell_amount(out, book->exercises[i].max);
    (void)fputc('\n', out);
}

void class_canvas(FILE *out, const struct gradebook *book, const struct report_style *style) {
    (void)style;
    /* In Canvas' own downloads the number is Canvas' own. */
    bool own = book->summary.layout != NULL && strcmp(book->summary.layout, "canvas") == 0;
    put_head(out, book);
    for (size_t i = 0; i < book->student_count; i++) {
        const struct book_student *student = &book->students[i];
        bool nothing = student->login == NULL && student->number == NULL && student->email == NULL;
        cell_text(out, true, student_called(student));
        cell_text(out, false, own ? student->number : NULL);
        cell_text(out, false, own ? NULL : student->number);
        cell_text(out, false,
                  student->login != NULL ? student->login
                  : nothing              ? student->key
                                         : student->email);
        cell_text(out, false, student->section);
        for (size_t k = 0; k < book->exercise_count; k++)
            cell_amount(out, student->cells[k].counts);
        (void)fputc('\n', out);
    }
}
