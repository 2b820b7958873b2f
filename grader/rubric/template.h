/* SPDX-License-Identifier: MIT */
/* Line templates such as "Process {rank:int} is performing iteration {i:int}". A template is
 * compiled to a PCRE2 pattern over bytes (student output need not be valid UTF-8; Spanish letters
 * are also known in Latin-1). Unless `exact`, letter case, runs of blanks, blanks around
 * punctuation, missing accents, quotes around values and a final period do not matter; numbers and
 * the order of fields do. */
#ifndef MPIGRADE_RUBRIC_TEMPLATE_H
#define MPIGRADE_RUBRIC_TEMPLATE_H

#include "rubric/rubric.h"

enum { TEMPLATE_GROUPS_MAX = 16 };

struct span {
    size_t start, end; /* byte offsets in the line: [start, end) */
};

/* Group i is the text of field template->groups[i]. Of a quoted string field the quotes are left
 * out; a value field is as printed, with its brackets and quotes, and may be empty at the end of a
 * line. */
struct template_match {
    struct span whole;
    struct span groups[TEMPLATE_GROUPS_MAX];
};

/* Does the whole line say it (blanks around it aside)? 1 yes, 0 no, -1: it could not be told within
 * the limits on matching, which callers take for no. The line has no newline and may hold any
 * bytes. */
int template_match(const struct template *template, const char *line, size_t length,
                   struct template_match *ret) MUST_USE;

/* The same for the first place at or behind `offset` in a line that says more: to find several
 * facts in one line, go on from ret->whole.end. */
int template_find(const struct template *template, const char *line, size_t length, size_t offset,
                  struct template_match *ret) MUST_USE;

/* ---- for the loader ---- */

/* One piece of a template's text: literal text or a field. */
struct template_piece {
    bool is_field;
    const char *text; /* the literal, unescaped, or the field's name */
    const char *type; /* what stands behind the colon, or NULL */
    size_t column;    /* from 1, in characters */
};

struct template_pieces {
    size_t count;
    struct template_piece *pieces;
};

/* Cuts a text up. "{{" and "}}" stand for braces. -1 and ERROR_RUBRIC with the column when it is no
 * template. */
int template_split(struct arena *arena, const char *text, struct template_pieces *ret,
                   struct error *error) MUST_USE;

/* Compiles pieces whose fields are all in `kind`. `ret->text`, `language` and `exact` are set by
 * the caller. */
int template_compile(struct arena *arena, const struct fact_kind *kind,
                     const struct template_pieces *pieces, struct template *ret,
                     struct error *error) MUST_USE;

/* Frees what was compiled. */
void template_done(struct template *template);

#endif
