/* SPDX-License-Identifier: MIT */
/* GitHub Classroom: the result that its reporter reads (base64 of JSON, an output of the step), and
 * the two notices in which it tells the points, so that it also works without the reporter. It adds
 * up the tests' scores, and takes a missing one for no number. After a fault nothing can be earned
 * and nothing lost. */
#include "report/entries.h"
#include "report/escape.h"
#include "report/formats.h"
#include "report/points.h"
#include "report/value.h"

#include <stdlib.h>

static const char *status_key(enum entry_status status) {
    static const char *const keys[] = {
        [ENTRY_PASSED] = "pass", [ENTRY_FAILED] = "fail",  [ENTRY_DEADLOCK] = "fail",
        [ENTRY_ERROR] = "error", [ENTRY_SKIPPED] = "fail",
    };
    return keys[status];
}

static const char *whole_status(const struct entries *entries) {
    if (entries->outcome == OUTCOME_GRADER_FAULT)
        return "error";
    return entries->points >= entries->max ? "pass" : "fail";
}

static json_t *test_value(const struct entries *entries, const struct entry *entry) {
    json_t *value = value_object();
    const char *message = *entry->text == '\0' ? entry->summary : entry->text;
    value_set(value, "name", value_text(entry->name));
    value_set(value, "status", value_text(status_key(entry->status)));
    value_set(value, "message",
              value_text(entry->status == ENTRY_ERROR
                             ? message
                             : arena_printf(entries->arena, "%s\n%s", entry->score, message)));
    value_set(value, "test_code", value_text(entry->id));
    value_set(value, "filename", value_text(entry->file == NULL ? "" : entry->file));
    value_set(value, "line_no", json_integer(entry->line));
    value_set(value, "execution_time", json_integer(0));
    value_set(value, "score", value_ratio(entry->points, 1000));
    return value;
}

static json_t *result_value(const struct entries *entries) {
    json_t *value = value_object(), *tests = value_array();
    value_set(value, "version", json_integer(1));
    value_set(value, "status", value_text(whole_status(entries)));
    value_set(value, "max_score", value_ratio(entries->max, 1000));
    for (size_t i = 0; i < entries->count; i++)
        value_append(tests, test_value(entries, &entries->items[i]));
    value_set(value, "tests", tests);
    return value;
}

static void put_result(FILE *out, const struct entries *entries) {
    char *text = NULL;
    size_t length;
    FILE *json = open_memstream(&text, &length);
    if (json == NULL)
        die("out of memory");
    put_json(json, result_value(entries), 0);
    if (fclose(json) != 0)
        die("out of memory");
    (void)fputs("result=", out);
    put_base64(out, text, length - 1);
    (void)fputc('\n', out);
    free(text);
}

static void put_notices(FILE *out, const struct entries *entries) {
    const char *points = points_text(entries->arena, entries->points);
    const char *max = points_text(entries->arena, entries->max);
    (void)fprintf(out, "::notice title=Autograding complete::Points %s/%s\n", points, max);
    (void)fprintf(out, "::notice title=Autograding report::{\"totalPoints\":%s,\"maxPoints\":%s}\n",
                  points, max);
}

void report_classroom(FILE *out, const json_t *report, const struct report_style *style) {
    (void)style;
    ENTRIES_AUTO entries = entries_new(report);
    if (entries->outcome != OUTCOME_GRADER_FAULT)
        put_notices(out, entries);
    else {
        (void)fputs("::error title=mpigrade::", out);
        put_command_data(out, entries->items[0].text);
        (void)fputc('\n', out);
    }
    put_result(out, entries);
}

void classroom_outputs(FILE *out, const json_t *report) {
    ENTRIES_AUTO entries = entries_new(report);
    put_result(out, entries);
}
