/* SPDX-License-Identifier: MIT */
/* check50's JSON. A fault of ours takes the place of all results, as check50's own do. */
#include "report/entries.h"
#include "report/escape.h"
#include "report/formats.h"
#include "report/value.h"

#include <string.h>

static json_t *lines_value(const char *text) {
    json_t *lines = value_array();
    while (*text != '\0') {
        size_t length = strcspn(text, "\n");
        value_append(lines, value_bytes(text, length));
        text += length + (text[length] == '\n');
    }
    return lines;
}

static json_t *cause_value(const struct entry *entry) {
    if (entry->status == ENTRY_PASSED)
        return json_null();
    json_t *value = value_object();
    value_set(value, "rationale",
              value_text(*entry->summary == '\0' ? entry->score : entry->summary));
    value_set(value, "help", value_text(entry->hint));
    if (entry->expected != NULL && entry->got != NULL) {
        value_set(value, "expected", value_text(entry->expected));
        value_set(value, "actual", value_text(entry->got));
    }
    return value;
}

static json_t *result_value(const struct entry *entry) {
    json_t *value = value_object(), *data = value_object();
    bool skipped = entry->status == ENTRY_SKIPPED;
    value_set(data, "points", value_ratio(entry->points, 1000));
    value_set(data, "max", value_ratio(entry->max, 1000));
    value_set(data, "verdict", value_text(entry_status_key(entry->status)));
    value_set(data, "runs", json_incref(entry->runs));
    value_set(value, "name", value_text(entry->id));
    value_set(value, "description", value_text(entry->name));
    value_set(value, "passed", skipped ? NULL : json_boolean(entry->status == ENTRY_PASSED));
    value_set(value, "log", lines_value(entry->text));
    value_set(value, "cause", cause_value(entry));
    value_set(value, "data", data);
    value_set(value, "dependency", json_null());
    return value;
}

static json_t *error_value(const struct entry *entry) {
    json_t *value = value_object();
    value_set(value, "type", value_text("GraderFault"));
    value_set(value, "value", value_text(entry->text));
    value_set(value, "traceback", value_array());
    value_set(value, "data", value_object());
    return value;
}

void report_check50(FILE *out, const json_t *report, const struct report_style *style) {
    (void)style;
    ENTRIES_AUTO entries = entries_new(report);
    json_t *value = value_object(), *results = value_array();
    value_set(value, "slug", value_text(entries->exercise));
    if (entries->outcome == OUTCOME_GRADER_FAULT)
        value_set(value, "error", error_value(&entries->items[0]));
    for (size_t i = 0; i < entries->count && entries->outcome != OUTCOME_GRADER_FAULT; i++)
        value_append(results, result_value(&entries->items[i]));
    if (entries->outcome == OUTCOME_GRADER_FAULT)
        json_decref(results);
    else
        value_set(value, "results", results);
    value_set(value, "version", value_text(entries->version));
    put_json(out, value, 2);
}
