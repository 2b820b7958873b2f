/* SPDX-License-Identifier: MIT */
/* Gradescope's results.json. Gradescope itself keeps from students what is not visible (and then
 * the total, too), so by default all checks are in it. After a fault no score is in it, which
 * Gradescope reports as a failure of the autograder. */
#include "report/entries.h"
#include "report/escape.h"
#include "report/formats.h"
#include "report/value.h"

static json_t *test_value(const struct entries *entries, size_t index) {
    const struct entry *entry = &entries->items[index];
    json_t *value = value_object(), *tags = value_array();
    bool good = entry->status == ENTRY_PASSED;
    if (entry->status != ENTRY_ERROR) {
        value_set(value, "score", value_ratio(entry->points, 1000));
        value_set(value, "max_score", value_ratio(entry->max, 1000));
    }
    value_set(value, "status", value_text(good ? "passed" : "failed"));
    value_set(value, "name", value_text(entry->name));
    value_set(value, "number", value_text(arena_printf(entries->arena, "%zu", index + 1)));
    value_set(value, "output", value_text(*entry->text == '\0' ? entry->summary : entry->text));
    value_append(tags, value_text(entry_status_key(entry->status)));
    if (*entry->kind != '\0')
        value_append(tags, value_text(entry->kind));
    value_set(value, "tags", tags);
    value_set(value, "visibility", value_text(entry->visibility));
    return value;
}

/* No total here: it would be read by those from whom Gradescope keeps it. */
static const char *output_text(const struct entries *entries) {
    const char *head = arena_printf(entries->arena, "%s  %s\n%s\n", entries->exercise,
                                    entries->title, entries->submission);
    if (entries->outcome == OUTCOME_GRADER_FAULT)
        return arena_printf(entries->arena, "%s%s\n", head, entries->score);
    return entries->note == NULL ? head
                                 : arena_printf(entries->arena, "%s%s\n", head, entries->note);
}

void report_gradescope(FILE *out, const json_t *report, const struct report_style *style) {
    (void)style;
    ENTRIES_AUTO entries = entries_new(report);
    json_t *value = value_object(), *tests = value_array();
    if (entries->outcome != OUTCOME_GRADER_FAULT)
        value_set(value, "score", value_ratio(entries->points, 1000));
    value_set(value, "execution_time", json_real(entries->wall_s));
    value_set(value, "output", value_text(output_text(entries)));
    value_set(value, "output_format", value_text("text"));
    value_set(value, "test_output_format", value_text("text"));
    value_set(value, "test_name_format", value_text("text"));
    value_set(value, "stdout_visibility", value_text("hidden"));
    for (size_t i = 0; i < entries->count; i++)
        value_append(tests, test_value(entries, i));
    value_set(value, "tests", tests);
    put_json(out, value, 2);
}
