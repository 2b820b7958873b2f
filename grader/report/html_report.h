/* SPDX-License-Identifier: MIT */
/* Parts of the page of one report (html.c). */
#ifndef MPIGRADE_REPORT_HTML_REPORT_H
#define MPIGRADE_REPORT_HTML_REPORT_H

#include "base/arena.h"
#include "report/html.h"
#include "report/report.h"

#include <stdbool.h>

/* Something that is said of a line of the source. */
struct html_note {
    size_t file; /* which of the submission's */
    long line;
    int run;   /* the case that it is said of; -1 when of several */
    bool mild; /* a compiler's warning */
    const char *text;
};

struct html_report {
    FILE *out;
    struct arena *arena;
    const json_t *report;
    const struct report_style *style;
    long *lines; /* of each of the submission's files, how many are on the page */
    size_t note_count, note_capacity;
    struct html_note *notes;
};

/* A text, its beginning when it is very long, with `code` in it as such. */
void html_short(FILE *out, const char *text, size_t length);
/* The same of a member that is a text; nothing of others. */
void html_member(FILE *out, const json_t *object, const char *key);
/* <tag class="...">text</tag>; `class` may be NULL, and nothing is written for an empty text. */
void html_element(FILE *out, const char *tag, const char *class, const char *text);

/* <section id="ID"> with its heading. */
void html_section(FILE *out, const char *id, const char *title);

/* "ring.c:14", as a link if that line is on the page. */
void html_place(const struct html_report *page, const char *source);
/* The same of a place in the report: an object with file and line, or null. */
const char *html_place_text(const struct html_report *page, const json_t *place);

/* html_element() of a text with places in it, "(ring.c:14)", which become links. */
void html_linked(const struct html_report *page, const char *tag, const char *class,
                 const char *text);

/* "np 4", with macros and arguments; a question by its name. */
void html_case_name(const struct html_report *page, const json_t *run);

/* What fits on a page of what a rank printed, as <pre>. */
void html_stream(const struct html_report *page, const char *text, size_t length);

/* The sections. */
void html_checks(const struct html_report *page);
void html_cases(const struct html_report *page);
void html_source(const struct html_report *page);
bool html_has_source(const struct html_report *page);

/* What is said of lines: findings, ranks that wait. */
void html_collect_notes(struct html_report *page);

/* What the script draws from. */
json_t *html_pictures(const struct html_report *page) MUST_USE;

#endif
