/* SPDX-License-Identifier: MIT */
/* PrairieLearn's results.json. What is not gradable counts as no attempt there; neither does what
 * we failed to grade, which has no score. */
#include "report/entries.h"
#include "report/escape.h"
#include "report/formats.h"
#include "report/value.h"

static json_t *test_value(const struct entry *entry) {
    json_t *value = value_object();
    value_set(value, "name", value_text(entry->name));
    if (entry->status != ENTRY_ERROR) {
        value_set(value, "points", value_ratio(entry->points, 1000));
        value_set(value, "max_points", value_ratio(entry->max, 1000));
    }
    value_set(value, "message", value_text(entry->summary));
    value_set(value, "output", value_text(entry->text));
    return value;
}

/* From 0 to 1; 1 is reached with all points only. */
static json_t *score_value(const struct entries *entries) {
    if (entries->max <= 0 || entries->points >= entries->max)
        return json_integer(entries->outcome == OUTCOME_GRADED);
    return value_ratio(entries->points, entries->max);
}

void report_prairielearn(FILE *out, const json_t *report, const struct report_style *style) {
    (void)style;
    ENTRIES_AUTO entries = entries_new(report);
    json_t *value = value_object(), *tests = value_array(), *errors = value_array();
    bool graded = entries->outcome == OUTCOME_GRADED;
    value_set(value, "gradable", json_boolean(graded));
    if (entries->outcome != OUTCOME_GRADER_FAULT)
        value_set(value, "score", score_value(entries));
    value_set(value, "message", value_text(entries->score));
    value_set(value, "output", value_text(entries->note == NULL ? "" : entries->note));
    if (!graded)
        value_append(errors, value_text(entries->items[0].text));
    value_set(value, "format_errors", errors);
    for (size_t i = 0; i < entries->count; i++)
        value_append(tests, test_value(&entries->items[i]));
    value_set(value, "tests", tests);
    put_json(out, value, 2);
}
