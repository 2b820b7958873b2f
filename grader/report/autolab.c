/* SPDX-License-Identifier: MIT */
/* The line that Autolab reads, the last one of the autograder's output: the problem is called as
 * the exercise. After a fault there is no such line, and Autolab says that the autograder failed.
 */
#include "report/entries.h"
#include "report/escape.h"
#include "report/formats.h"
#include "report/value.h"

void report_autolab(FILE *out, const json_t *report, const struct report_style *style) {
    (void)style;
    ENTRIES_AUTO entries = entries_new(report);
    if (entries->outcome == OUTCOME_GRADER_FAULT) {
        (void)fprintf(out, "%s\n%s", entries->score, entries->items[0].text);
        return;
    }
    json_t *value = value_object(), *scores = value_object(), *board = value_array();
    value_set(scores, entries->exercise, value_ratio(entries->points, 1000));
    value_append(board, value_ratio(entries->points, 1000));
    value_set(value, "scores", scores);
    value_set(value, "scoreboard", board);
    put_json(out, value, 0);
}
