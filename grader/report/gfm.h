/* SPDX-License-Identifier: MIT */
/* A report in GitHub's Markdown, of at most `most` bytes: the score, a table of the checks, and
 * what each found amiss to unfold. What did not fit is told. */
#ifndef MPIGRADE_REPORT_GFM_H
#define MPIGRADE_REPORT_GFM_H

#include "report/entries.h"

#include <stdio.h>

void gfm_put(FILE *out, const struct entries *entries, size_t most);

#endif
