/* SPDX-License-Identifier: MIT */
/* The report as it is. Keys stay in the order in which they were set; 15 digits show every amount
 * of 1/1000 points as it is written by hand. */
#include "report/formats.h"

void report_json(FILE *out, const json_t *report, const struct report_style *style) {
    (void)style;
    if (json_dumpf(report, out, JSON_INDENT(2) | JSON_PRESERVE_ORDER | JSON_REAL_PRECISION(15)) !=
        0)
        die("out of memory");
    (void)fputc('\n', out);
}
