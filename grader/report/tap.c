/* SPDX-License-Identifier: MIT */
/* TAP 13: a check is a test, and what there is to say of it a YAML block (of JSON strings, which
 * are YAML). A fault of ours is a test that failed, and bails out. */
#include "report/entries.h"
#include "report/escape.h"
#include "report/formats.h"
#include "report/points.h"
#include "report/value.h"

/* In a description a # would begin a directive. */
static void put_description(FILE *out, const char *text) {
    for (; *text != '\0'; text++) {
        if (*text == '#' || *text == '\\')
            (void)fputc('\\', out);
        (void)fputc(*text, out);
    }
}

static void put_text(FILE *out, const char *key, const char *text) {
    if (text == NULL || *text == '\0')
        return;
    json_t *value = value_text(text);
    (void)fprintf(out, "  %s: ", key);
    if (json_dumpf(value, out, JSON_ENCODE_ANY | JSON_ENSURE_ASCII) != 0)
        die("out of memory");
    (void)fputc('\n', out);
    json_decref(value);
}

static void put_block(FILE *out, const struct entries *entries, const struct entry *entry) {
    (void)fputs("  ---\n", out);
    put_text(out, "message", entry->summary);
    (void)fprintf(out, "  severity: %s\n", entry->status == ENTRY_ERROR ? "error" : "fail");
    (void)fprintf(out, "  type: %s\n", entry_status_key(entry->status));
    if (entry->status != ENTRY_ERROR)
        (void)fprintf(out, "  points: %s\n  max: %s\n", points_text(entries->arena, entry->points),
                      points_text(entries->arena, entry->max));
    put_text(out, "file", entry->file);
    if (entry->file != NULL)
        (void)fprintf(out, "  line: %ld\n", entry->line);
    put_text(out, "expected", entry->expected);
    put_text(out, "found", entry->got);
    put_text(out, "text", entry->text);
    (void)fputs("  ...\n", out);
}

void report_tap(FILE *out, const json_t *report, const struct report_style *style) {
    (void)style;
    ENTRIES_AUTO entries = entries_new(report);
    (void)fprintf(out, "TAP version 13\n1..%zu\n# ", entries->count);
    put_description(out, entries->exercise);
    (void)fprintf(out, "\n# %s\n", entries->score);
    if (entries->note != NULL)
        (void)fprintf(out, "# %s\n", entries->note);
    for (size_t i = 0; i < entries->count; i++) {
        const struct entry *entry = &entries->items[i];
        bool skipped = entry->status == ENTRY_SKIPPED;
        bool good = skipped || entry->status == ENTRY_PASSED;
        (void)fprintf(out, "%s %zu - ", good ? "ok" : "not ok", i + 1);
        put_description(out, entry->name);
        if (skipped) {
            (void)fputs(" # SKIP ", out);
            put_description(out, entry->summary);
        }
        (void)fputc('\n', out);
        if (!good)
            put_block(out, entries, entry);
    }
    if (entries->outcome == OUTCOME_GRADER_FAULT) {
        (void)fputs("Bail out! ", out);
        put_description(out, entries->items[0].summary);
        (void)fputc('\n', out);
    }
}
