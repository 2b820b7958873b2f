/* SPDX-License-Identifier: MIT */
/* The shell of all pages: one file that needs nothing else, reads without its script, and runs no
 * other script than ours.
 *
 * Style and script are files beside the sources (page.css, report.js, ...), built into the program
 * (cmake/Embed.cmake). They stand in the page as they are; its Content-Security-Policy names their
 * hashes and allows nothing else, so no attribute `style` or `on...` may be written, and whatever a
 * student's text were taken for, a browser would neither run nor load it. */
#ifndef MPIGRADE_REPORT_HTML_H
#define MPIGRADE_REPORT_HTML_H

#include <jansson.h>
#include <stdio.h>

/* What pages of ours can be known by; it stands near the beginning. */
#define HTML_MARK "name=\"generator\" content=\"mpigrade"

/* A kind of page. Both texts may be NULL. */
struct html_kind {
    const char *style;  /* behind that of all pages */
    const char *script; /* at the end of the page */
};

/* Down to <body>, with a link that skips to id="main"; `title` is of any characters. */
void html_begin(FILE *out, const char *title, const struct html_kind *kind);
void html_end(FILE *out, const struct html_kind *kind);

/* What the script reads: <script type="application/json" id="data">. Takes the value over. */
void html_data(FILE *out, json_t *value);

/* A text in an element or a quoted attribute. Control characters, and those that turn the direction
 * of what follows, are shown and do nothing. */
void html_text(FILE *out, const char *text);
void html_bytes(FILE *out, const char *text, size_t length); /* the same of a text with NULs */

/* A relative address, in a quoted attribute, of a file's path: "a b/c.html" is "a%20b/c.html". */
void html_address(FILE *out, const char *path);

#endif
