/* SPDX-License-Identifier: MIT */
/* Writes the regular expression of a template; see template_regex.c. Only template.c uses it. */
#ifndef MPIGRADE_RUBRIC_TEMPLATE_REGEX_H
#define MPIGRADE_RUBRIC_TEMPLATE_REGEX_H

#include "rubric/template.h"

enum regex_use {
    REGEX_WHOLE,  /* the template is all that the line says */
    REGEX_SEARCH, /* it stands somewhere in the line */
};

/* Group i + 1 is the i-th field among the pieces. In the arena. */
char *template_regex(struct arena *arena, const struct fact_kind *kind,
                     const struct template_pieces *pieces, bool exact, enum regex_use use) MUST_USE;

#endif
