/* SPDX-License-Identifier: MIT */
/* What the files of the class's pages share. */
#ifndef MPIGRADE_GRADEBOOK_HTML_H
#define MPIGRADE_GRADEBOOK_HTML_H

#include "gradebook/formats.h"

#include "report/html.h"

/* What the page's list of contents names. */
struct class_contents {
    struct arena *arena;
    size_t count, capacity;
    struct class_section {
        const char *id, *title;
    } * sections;
};

struct class_page {
    FILE *out;
    const struct gradebook *book;
    const struct report_style *style;
    struct class_contents *contents; /* grows as sections begin; NULL is fine */
    bool linked;                     /* the pages of students and reports stand beside this one */
    const char *up;                  /* what leads from this page to the class's: "" or "../" */
};

/* Whether a check, or all checks of an exercise, may be seen in this view: the assistant's unless
 * the student's is asked for. */
bool class_shows(const struct report_style *style, const struct store_check *check);
bool class_shows_all_of(const struct class_page *page, const char *exercise);

/* File names of pages, relative to the class's: of letters, digits and little else, and nobody
 * else's, wherever they are copied to. */
const char *class_student_file(struct arena *arena, const struct book_student *student);
const char *class_report_file(struct arena *arena, const struct book_student *student,
                              const struct book_exercise *exercise);

/* A name of any length, cut to what is read at a glance. */
const char *class_short_name(struct arena *arena, const char *name);
/* The same of any characters. */
void put_name(FILE *out, const char *name);
/* The same, leading to its page if there is one. */
void put_student_link(const struct class_page *page, const struct book_student *student);
/* The same by key, of whom the book may not know. */
void put_student_of_key(const struct class_page *page, const char *key);
void put_report_link(const struct class_page *page, const struct book_student *student,
                     size_t exercise, const char *text);
void put_report_of_key(const struct class_page *page, const char *key, const char *exercise);

/* 1/1000 per cent with one decimal at most, rounded down. */
void put_percent(FILE *out, int64_t percent);

/* The points of a cell, or why there are none, as the content of a table's cell. */
void put_cell_content(const struct class_page *page, const struct book_student *student,
                      size_t exercise);

/* A part with a heading, and a sentence that explains it (or NULL). */
void put_section(const struct class_page *page, const char *id, const char *title,
                 const char *note);
void end_section(const struct class_page *page);

/* The parts, from above to below. Each but the first is left out when it is empty. */
void class_html_table(const struct class_page *page);
void class_html_spreads(const struct class_page *page);
void class_html_checks(const struct class_page *page);
void class_html_heat(const struct class_page *page);
void class_html_lists(const struct class_page *page);

/* Whole pages. */
void class_html_page(const struct class_page *page);
void class_html_student(const struct class_page *page, size_t student);

#endif
