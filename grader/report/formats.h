/* SPDX-License-Identifier: MIT */
/* What a format must provide: one function that writes the report to a stream in memory. */
#ifndef MPIGRADE_REPORT_FORMATS_H
#define MPIGRADE_REPORT_FORMATS_H

#include "report/report.h"

#include <stdio.h>

typedef void report_writer(FILE *out, const json_t *report, const struct report_style *style);

#define X(id, name, suffix) report_writer report_##name;
REPORT_FORMATS(X)
#undef X

/* What github and classroom have for the two files of GitHub Actions. */
void github_summary(FILE *out, const json_t *report, size_t most);
void github_outputs(FILE *out, const json_t *report);
void classroom_outputs(FILE *out, const json_t *report);

#endif
