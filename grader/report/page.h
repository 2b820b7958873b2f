/* SPDX-License-Identifier: MIT */
/* Text for a terminal: indented paragraphs that are wrapped at the width, tables by columns,
 * colours where they are wanted. Whatever comes in as text may come from a student: control
 * characters are made visible here, so that no terminal obeys them. */
#ifndef MPIGRADE_REPORT_PAGE_H
#define MPIGRADE_REPORT_PAGE_H

#include "report/report.h"

#include <stdio.h>

/* X(ENUM, escape) */
#define PAGE_STYLES(X)                                                                             \
    X(PLAIN, "")                                                                                   \
    X(BOLD, "\033[1m")                                                                             \
    X(DIM, "\033[2m")                                                                              \
    X(GOOD, "\033[32m")                                                                            \
    X(BAD, "\033[31m")                                                                             \
    X(SO_SO, "\033[33m")                                                                           \
    X(RANK_0, "\033[36m") /* the ranks' tags; more ranks begin again */                            \
    X(RANK_1, "\033[35m")                                                                          \
    X(RANK_2, "\033[34m")                                                                          \
    X(RANK_3, "\033[33m")                                                                          \
    X(RANK_4, "\033[32m")                                                                          \
    X(RANK_5, "\033[95m")

enum page_style {
#define X(name, escape) PAGE_##name,
    PAGE_STYLES(X)
#undef X
        PAGE_STYLE_COUNT
};

struct page {
    FILE *out;
    const struct report_style *style;
    int column; /* where the next character goes, from 0 */
    bool begun; /* more than blanks stand in the line */
};

/* A text of our own or of others, as it stands on the page. No line break is made and none is
 * obeyed, nor can anything be read as an escape sequence or as a command to a CI system. */
void page_put(struct page *page, enum page_style style, const char *text, size_t length);
void page_say(struct page *page, enum page_style style, const char *format, ...) PRINTF(3, 4);

/* Blanks up to `column`; at least one when the text before it has reached it. */
void page_tab(struct page *page, int column);
void page_end_line(struct page *page);

/* Wraps a text: each line after the first, and each that follows a newline in it, begins at
 * `indent`. The first goes where the page stands. Ends the line. */
void page_wrap(struct page *page, int indent, enum page_style style, const char *text);

enum { PAGE_ANY_RANK = -1 };

/* Lines as they are, each behind `indent` blanks and "[rank 2] "; at most `most`, the rest counted.
 */
void page_lines(struct page *page, int indent, int rank, const char *text, size_t length,
                size_t most);

/* One of two texts: the first when the terminal can show more than ASCII. */
const char *page_choose(const struct page *page, const char *unicode, const char *ascii);

/* Columns that a text takes. */
int page_width(const struct page *page, const char *text, size_t length);

#endif
