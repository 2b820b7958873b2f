/* SPDX-License-Identifier: MIT */
/* JUnit XML, as GitLab, Jenkins and others read it. A check is a test case; a deadlock is a failure
 * of that type, a fault of ours an error. Some readers ignore attributes of failures, so that the
 * text says all. */
#include "report/entries.h"
#include "report/escape.h"
#include "report/formats.h"
#include "report/points.h"

#include <string.h>

static void put_attribute(FILE *out, const char *name, const char *value) {
    (void)fprintf(out, " %s=\"", name);
    put_xml(out, value);
    (void)fputc('"', out);
}

static void put_counts(FILE *out, const struct entries *entries) {
    (void)fprintf(out,
                  " tests=\"%zu\" failures=\"%zu\" errors=\"%zu\" skipped=\"%zu\" time=\"%.3f\"",
                  entries->count, entries->counts[ENTRY_FAILED] + entries->counts[ENTRY_DEADLOCK],
                  entries->counts[ENTRY_ERROR], entries->counts[ENTRY_SKIPPED], entries->wall_s);
    if (strlen(entries->started) == strlen("2026-01-01T00:00:00Z"))
        put_attribute(out, "timestamp", entries->started);
}

static void put_property(FILE *out, const char *name, const char *value) {
    (void)fprintf(out, "      <property name=\"%s\"", name);
    put_attribute(out, "value", value);
    (void)fputs("/>\n", out);
}

static void put_properties(FILE *out, const struct entries *entries) {
    (void)fputs("    <properties>\n", out);
    put_property(out, "outcome", outcome_key(entries->outcome));
    if (entries->outcome != OUTCOME_GRADER_FAULT) {
        put_property(out, "points", points_text(entries->arena, entries->points));
        put_property(out, "max", points_text(entries->arena, entries->max));
    }
    put_property(out, "submission", entries->submission);
    put_property(out, "mpigrade", entries->version);
    if (entries->note != NULL)
        put_property(out, "note", entries->note);
    (void)fputs("    </properties>\n", out);
}

static void put_problem(FILE *out, const struct entry *entry) {
    bool error = entry->status == ENTRY_ERROR;
    const char *name = error ? "error" : "failure";
    (void)fprintf(out, "      <%s", name);
    put_attribute(out, "message", entry->summary);
    put_attribute(out, "type", error ? "grader_fault" : entry_status_key(entry->status));
    (void)fputc('>', out);
    if (!error) {
        put_xml(out, entry->score);
        put_xml(out, "\n");
    }
    put_xml(out, entry->text);
    (void)fprintf(out, "</%s>\n", name);
}

static void put_entry(FILE *out, const struct entries *entries, const struct entry *entry) {
    (void)fputs("    <testcase", out);
    put_attribute(out, "name", entry->name);
    put_attribute(out, "classname", entries->exercise);
    (void)fputs(" time=\"0.000\"", out);
    if (entry->file != NULL) {
        put_attribute(out, "file", entry->file);
        (void)fprintf(out, " line=\"%ld\"", entry->line);
    }
    (void)fputs(">\n", out);
    if (entry->status == ENTRY_SKIPPED) {
        (void)fputs("      <skipped", out);
        put_attribute(out, "message", entry->summary);
        (void)fputs("/>\n", out);
    } else if (entry->status != ENTRY_PASSED)
        put_problem(out, entry);
    if (entry->status != ENTRY_ERROR)
        (void)fprintf(out, "      <system-out>%s</system-out>\n", entry->score);
    (void)fputs("    </testcase>\n", out);
}

void report_junit(FILE *out, const json_t *report, const struct report_style *style) {
    (void)style;
    ENTRIES_AUTO entries = entries_new(report);
    (void)fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"mpigrade\"", out);
    put_counts(out, entries);
    (void)fputs(">\n  <testsuite", out);
    put_attribute(out, "name", entries->exercise);
    put_counts(out, entries);
    (void)fputs(">\n", out);
    put_properties(out, entries);
    for (size_t i = 0; i < entries->count; i++)
        put_entry(out, entries, &entries->items[i]);
    (void)fputs("  </testsuite>\n</testsuites>\n", out);
}
