/* SPDX-License-Identifier: MIT */
/* GitHub Actions: the log with its annotations, the step's summary and its outputs.
 *
 * GitHub shows ten annotations of each kind and drops the others without a word, so the score
 * comes first, then the checks that lost most, and the summary has all. What comes from a student
 * stands where commands are switched off, until a word that nobody could know. */
#include "report/entries.h"
#include "report/escape.h"
#include "report/formats.h"
#include "report/gfm.h"
#include "report/points.h"

#include "base/messages.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

enum { ERRORS_MOST = 10, MESSAGE_MOST = 4000 };

static void put_command(FILE *out, const char *command, const char *title, const char *data) {
    (void)fprintf(out, "::%s title=", command);
    put_command_property(out, title);
    (void)fputs("::", out);
    put_command_data(out, data);
    (void)fputc('\n', out);
}

static void put_score(FILE *out, const struct entries *entries) {
    const char *title = arena_printf(entries->arena, "mpigrade %s", entries->exercise);
    const char *text = entries->note == NULL
                           ? entries->score
                           : arena_printf(entries->arena, "%s\n%s", entries->score, entries->note);
    put_command(out, "notice", title, text);
}

static void put_error(FILE *out, const struct entries *entries, const struct entry *entry) {
    const char *title = entry->status == ENTRY_ERROR
                            ? entry->name
                            : arena_printf(entries->arena, "%s (%s)", entry->name, entry->score);
    const char *text = *entry->text == '\0' ? entry->score : entry->text;
    text += strspn(text, " ");
    (void)fputs("::error ", out);
    if (entry->file != NULL) {
        (void)fputs("file=", out);
        put_command_property(out, entry->file);
        (void)fprintf(out, ",line=%ld,", entry->line);
    }
    (void)fputs("title=", out);
    put_command_property(out, title);
    (void)fputs("::", out);
    put_command_data(out, entries_clip(entries->arena, text, MESSAGE_MOST));
    (void)fputc('\n', out);
}

static int64_t lost(const struct entry *entry) {
    return entry->max - entry->points;
}

/* The greatest loss first; else in the rubric's order. */
static int compare(const void *one, const void *other) {
    const struct entry *a = *(const struct entry *const *)one;
    const struct entry *b = *(const struct entry *const *)other;
    if (lost(a) != lost(b))
        return lost(a) > lost(b) ? -1 : 1;
    return a < b ? -1 : a > b;
}

static void put_errors(FILE *out, const struct entries *entries) {
    size_t count = 0;
    const struct entry **bad = arena_array(entries->arena, entries->count + 1, sizeof *bad);
    for (size_t i = 0; i < entries->count; i++) {
        enum entry_status status = entries->items[i].status;
        if (status != ENTRY_PASSED && status != ENTRY_SKIPPED)
            bad[count++] = &entries->items[i];
    }
    qsort(bad, count, sizeof(const struct entry *), compare);
    for (size_t i = 0; i < count && i < ERRORS_MOST; i++)
        put_error(out, entries, bad[i]);
}

static void put_token(char *text, size_t size) {
    uint64_t words[2];
    if (getrandom(words, sizeof words, 0) != (ssize_t)sizeof words)
        die("no random numbers");
    (void)snprintf(text, size, "%016" PRIx64 "%016" PRIx64, words[0], words[1]);
}

static void put_log(FILE *out, const struct entries *entries) {
    char token[40];
    put_token(token, sizeof token);
    (void)fputs("::group::", out);
    put_command_data(out, arena_printf(entries->arena, "mpigrade %s", entries->exercise));
    (void)fprintf(out, "\n::stop-commands::%s\n", token);
    (void)fprintf(out, "%s\n", entries->submission);
    for (size_t i = 0; i < entries->count; i++) {
        const struct entry *entry = &entries->items[i];
        (void)fprintf(out, "%s  %s  %s\n%s", entry_status_mark(entry->status),
                      entry->status == ENTRY_ERROR ? "" : entry->score, entry->name, entry->text);
    }
    (void)fprintf(out, "%s\n::%s::\n::endgroup::\n", entries->score, token);
}

void report_github(FILE *out, const json_t *report, const struct report_style *style) {
    (void)style;
    ENTRIES_AUTO entries = entries_new(report);
    put_score(out, entries);
    put_errors(out, entries);
    put_log(out, entries);
}

void github_summary(FILE *out, const json_t *report, size_t most) {
    ENTRIES_AUTO entries = entries_new(report);
    gfm_put(out, entries, most);
}

void github_outputs(FILE *out, const json_t *report) {
    ENTRIES_AUTO entries = entries_new(report);
    (void)fprintf(out, "outcome=%s\n", outcome_key(entries->outcome));
    if (entries->outcome == OUTCOME_GRADER_FAULT)
        return;
    int64_t percent = member_points(json_object_get(report, "score"), "percent");
    (void)fprintf(out, "points=%s\n", points_text(entries->arena, entries->points));
    (void)fprintf(out, "max=%s\n", points_text(entries->arena, entries->max));
    (void)fprintf(out, "percent=%s\n", points_text(entries->arena, percent));
}
