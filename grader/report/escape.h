/* SPDX-License-Identifier: MIT */
/* Texts in the syntax of a format. They are entries' texts: UTF-8 without control characters but
 * newlines. */
#ifndef MPIGRADE_REPORT_ESCAPE_H
#define MPIGRADE_REPORT_ESCAPE_H

#include <jansson.h>
#include <stddef.h>
#include <stdio.h>

/* In an element or, if it is one line, in a quoted attribute of XML 1.0. */
void put_xml(FILE *out, const char *text);

/* In a line of GitHub's Markdown, also in its HTML: no markup, no mention, no reference. */
void put_gfm(FILE *out, const char *text);
/* Lines as they are, in a fence that they cannot close. */
void put_gfm_block(FILE *out, const char *text);

/* The message and a property of a command to GitHub Actions. */
void put_command_data(FILE *out, const char *text);
void put_command_property(FILE *out, const char *text);

/* One line. */
void put_base64(FILE *out, const char *bytes, size_t length);

/* A value and a newline; takes the value over. On one line unless `indent` is more than 0. */
void put_json(FILE *out, json_t *value, size_t indent);

#endif
