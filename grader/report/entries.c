/* SPDX-License-Identifier: MIT */
#include "report/entries.h"

#include "base/messages.h"
#include "base/utf8.h"
#include "report/points.h"
#include "report/text.h"
#include "report/value.h"

#include <stdlib.h>
#include <string.h>

enum {
    NAME_MOST = 200,
    SUMMARY_MOST = 300,
    FIELD_MOST = 4096, /* one text of a finding */
    TEXT_MOST = 16384, /* all findings of one check */
    LINES_MOST = 40,   /* of a compiler's diagnostics */
    FINDINGS_MOST = 200,
    ALL_MOST = 512 * 1024, /* the texts of all checks together */
};

const char *entry_status_key(enum entry_status status) {
    static const char *const keys[] = {
#define X(name, key, mark) [ENTRY_##name] = (key),
        ENTRY_STATUSES(X)
#undef X
    };
    return keys[status];
}

const char *entry_status_mark(enum entry_status status) {
    static const char *const marks[] = {
#define X(name, key, mark) [ENTRY_##name] = (mark),
        ENTRY_STATUSES(X)
#undef X
    };
    return marks[status];
}

/* ---- texts ---- */

const char *entries_clip(struct arena *arena, const char *text, size_t most) {
    size_t length = strlen(text);
    if (length <= most)
        return text;
    size_t kept = utf8_fitting(text, length, most);
    return arena_printf(arena, _("%.*s [... %zu bytes left out ...]"), (int)kept, text,
                        length - kept);
}

/* A page in memory: as wide as it gets. */
struct sheet {
    struct page page;
    struct report_style style;
    char *bytes;
    size_t length;
};

static void sheet_open(struct sheet *sheet) {
    *sheet = (struct sheet){.style = {.unicode = true, .width = 1 << 30}};
    sheet->page = (struct page){.style = &sheet->style};
    sheet->page.out = open_memstream(&sheet->bytes, &sheet->length);
    if (sheet->page.out == NULL)
        die("out of memory");
}

static const char *sheet_close(struct arena *arena, struct sheet *sheet, size_t most) {
    if (fclose(sheet->page.out) != 0)
        die("out of memory");
    const char *text = entries_clip(arena, arena_strndup(arena, sheet->bytes, sheet->length), most);
    size_t length = strlen(text);
    free(sheet->bytes);
    return length > 0 && text[length - 1] != '\n' && strchr(text, '\n') != NULL
               ? arena_printf(arena, "%s\n", text)
               : text;
}

/* A text as one line. */
static const char *one_line(struct arena *arena, const char *text, size_t most) {
    struct sheet sheet;
    if (text == NULL)
        return "";
    text = entries_clip(arena, text, most);
    sheet_open(&sheet);
    page_put(&sheet.page, PAGE_PLAIN, text, strlen(text));
    return sheet_close(arena, &sheet, SIZE_MAX);
}

static const char *one_line_of(struct arena *arena, const json_t *object, const char *key,
                               size_t most) {
    return one_line(arena, member_text(object, key), most);
}

static const char *first_line(struct arena *arena, const char *text) {
    text += strspn(text, " ");
    return entries_clip(arena, arena_strndup(arena, text, strcspn(text, "\n")), SUMMARY_MOST);
}

/* ---- findings ---- */

/* The texts of a JSON object that are too long are clipped. */
static void clip_members(struct arena *arena, json_t *object) {
    const char *key;
    void *next;
    json_t *value;
    json_object_foreach_safe(object, next, key, value) {
        if (json_string_length(value) > FIELD_MOST)
            value_set(object, key,
                      value_text(entries_clip(arena, json_string_value(value), FIELD_MOST)));
    }
}

/* A copy of a check whose texts have an end. */
static json_t *bounded(struct arena *arena, const json_t *check) {
    json_t *copy = value_copy(check), *findings = value_array(), *finding;
    size_t i;
    json_array_foreach(json_object_get(check, "findings"), i, finding) {
        if (i == FINDINGS_MOST)
            break;
        json_t *own = value_copy(finding), *where = value_copy(json_object_get(finding, "where"));
        clip_members(arena, own);
        clip_members(arena, where);
        value_set(own, "where", where);
        value_append(findings, own);
    }
    value_set(copy, "findings", findings);
    return copy;
}

/* "ring.c:12" */
static void set_place(struct arena *arena, struct entry *entry, const json_t *where) {
    const char *source = member_text(where, "source");
    const char *colon = source == NULL ? NULL : strrchr(source, ':');
    if (entry->file != NULL || colon == NULL || colon == source)
        return;
    char *end;
    long line = strtol(colon + 1, &end, 10);
    if (end == colon + 1 || *end != '\0' || line < 1)
        return;
    entry->file = one_line(arena, arena_strndup(arena, source, (size_t)(colon - source)), 1000);
    entry->line = line;
}

static void set_first(struct arena *arena, const char **text, const json_t *finding,
                      const char *key) {
    if (*text == NULL && member_length(finding, key) > 0)
        *text = one_line_of(arena, finding, key, FIELD_MOST);
}

static json_t *run_value(const json_t *run, const json_t *finding) {
    json_t *value = value_object();
    json_int_t rank = member_integer(json_object_get(finding, "where"), "rank", -1);
    value_set(value, "np", json_integer(member_integer(run, "np", 0)));
    value_set(value, "outcome", value_text(member_text(run, "outcome")));
    value_set(value, "rank", rank < 0 ? NULL : json_integer(rank));
    return value;
}

static void read_finding(struct arena *arena, struct entry *entry, const json_t *report,
                         const json_t *finding) {
    const json_t *run = case_of_id(report, member_text(finding, "case"));
    const char *ending = member_text(run, "outcome");
    set_place(arena, entry, json_object_get(finding, "where"));
    set_first(arena, &entry->expected, finding, "expected");
    set_first(arena, &entry->got, finding, "got");
    set_first(arena, &entry->hint, finding, "hint");
    if (run != NULL)
        value_append(entry->runs, run_value(run, finding));
    if (entry->status == ENTRY_FAILED && ending != NULL && strcmp(ending, "deadlocked") == 0)
        entry->status = ENTRY_DEADLOCK;
}

/* ---- entries ---- */

static enum entry_status status_of(const json_t *check) {
    const char *status = member_text(check, "status");
    if (status != NULL && strcmp(status, "passed") == 0)
        return ENTRY_PASSED;
    return status != NULL && strcmp(status, "skipped") == 0 ? ENTRY_SKIPPED : ENTRY_FAILED;
}

static const char *score_text(struct arena *arena, int64_t points, int64_t max) {
    return arena_printf(arena, "%s / %s", points_text(arena, points), points_text(arena, max));
}

static bool is_taken(const struct entries *entries, const char *name) {
    for (size_t i = 0; i < entries->count; i++) {
        if (strcmp(entries->items[i].name, name) == 0)
            return true;
    }
    return false;
}

/* Systems drop all but one of the tests that share a name. */
static const char *unused_name(const struct entries *entries, const char *title, const char *id) {
    const char *name = *title == '\0' ? id : title;
    if (is_taken(entries, name))
        name = arena_printf(entries->arena, "%s (%s)", name, id);
    if (is_taken(entries, name))
        name = arena_printf(entries->arena, "%s #%zu", name, entries->count + 1);
    return name;
}

static void add(struct entries *entries, const struct entry *entry) {
    entries->items[entries->count] = *entry;
    entries->items[entries->count++].score = score_text(entries->arena, entry->points, entry->max);
    entries->counts[entry->status]++;
}

static void add_check(struct entries *entries, const json_t *report, const json_t *original,
                      size_t most) {
    struct arena *arena = entries->arena;
    json_auto_t *check = bounded(arena, original);
    const char *id = one_line_of(arena, check, "id", NAME_MOST);
    const char *name = unused_name(entries, one_line_of(arena, check, "title", NAME_MOST), id);
    struct entry entry = {.id = id,
                          .name = name,
                          .kind = one_line_of(arena, check, "kind", NAME_MOST),
                          .visibility = one_line_of(arena, check, "visibility", NAME_MOST),
                          .status = status_of(check),
                          .points = member_points(check, "points"),
                          .max = member_points(check, "max"),
                          .runs = value_array()};
    size_t i;
    json_t *finding;
    json_array_foreach(json_object_get(check, "findings"), i, finding)
        read_finding(arena, &entry, report, finding);
    struct sheet sheet;
    sheet_open(&sheet);
    text_findings(&sheet.page, report, check, false);
    entry.text = sheet_close(arena, &sheet, most);
    entry.summary = entry.status == ENTRY_SKIPPED && *entry.text == '\0'
                        ? _("Not checked.")
                        : first_line(arena, entry.text);
    add(entries, &entry);
}

/* The reason, the advice and what the compiler said. */
static void add_reason(struct entries *entries, const json_t *report) {
    struct arena *arena = entries->arena;
    const json_t *build = json_object_get(report, "build");
    bool fault = entries->outcome == OUTCOME_GRADER_FAULT;
    const char *reason = member_text(report, "reason"), *advice = member_text(report, "advice");
    const char *diagnostics = member_text(build, "diagnostics");
    struct sheet sheet;
    sheet_open(&sheet);
    page_wrap(&sheet.page, 0, PAGE_PLAIN,
              entries_clip(arena, reason == NULL ? "" : reason, FIELD_MOST));
    if (advice != NULL)
        page_wrap(&sheet.page, 0, PAGE_PLAIN, entries_clip(arena, advice, FIELD_MOST));
    if (diagnostics != NULL) {
        diagnostics = entries_clip(arena, diagnostics, TEXT_MOST);
        page_lines(&sheet.page, 2, PAGE_ANY_RANK, diagnostics, strlen(diagnostics), LINES_MOST);
    }
    const char *text = sheet_close(arena, &sheet, TEXT_MOST);
    struct entry entry = {.id = fault ? "grading" : "gradable",
                          .name = fault ? _("Grading") : _("Can be graded"),
                          .kind = "",
                          .visibility = "visible",
                          .status = fault ? ENTRY_ERROR : ENTRY_FAILED,
                          .max = entries->max,
                          .summary = first_line(arena, text),
                          .text = text,
                          .runs = value_array()};
    add(entries, &entry);
}

/* ---- the whole ---- */

static enum outcome outcome_of(const json_t *report) {
    const char *key = member_text(report, "outcome");
    for (int i = 0; key != NULL && i < OUTCOME_COUNT; i++) {
        if (strcmp(key, outcome_key((enum outcome)i)) == 0)
            return (enum outcome)i;
    }
    return OUTCOME_GRADER_FAULT;
}

static void read_top(struct entries *entries, const json_t *report) {
    struct arena *arena = entries->arena;
    const json_t *exercise = json_object_get(report, "exercise");
    const json_t *score = json_object_get(report, "score");
    const json_t *timing = json_object_get(report, "timing");
    double wall_s = json_number_value(json_object_get(timing, "wall_s"));
    entries->exercise = one_line_of(arena, exercise, "id", NAME_MOST);
    entries->title = one_line_of(arena, exercise, "title", NAME_MOST);
    entries->submission =
        one_line_of(arena, json_object_get(report, "submission"), "name", NAME_MOST);
    entries->started = one_line_of(arena, timing, "started", NAME_MOST);
    entries->version =
        one_line_of(arena, json_object_get(report, "environment"), "mpigrade", NAME_MOST);
    entries->wall_s = wall_s > 0 && wall_s < 1e9 ? wall_s : 0;
    entries->note = report_is_partial(report) ? _(PARTIAL_NOTE) : NULL;
    entries->points = member_points(score, "points");
    entries->max = member_points(score, "max");
    entries->score = entries->outcome == OUTCOME_GRADER_FAULT
                         ? _("No score: nothing was held against the submission.")
                         : arena_printf(arena, "%s %s (%s %%)", _("Points:"),
                                        score_text(arena, entries->points, entries->max),
                                        points_text(arena, member_points(score, "percent")));
}

struct entries *entries_new(const json_t *report) {
    struct arena *arena = arena_new();
    struct entries *entries = arena_alloc(arena, sizeof *entries);
    const json_t *checks = json_object_get(report, "checks");
    entries->arena = arena;
    entries->outcome = outcome_of(report);
    entries->items = arena_array(arena, json_array_size(checks) + 1, sizeof *entries->items);
    read_top(entries, report);
    if (entries->outcome != OUTCOME_GRADED) {
        add_reason(entries, report);
        return entries;
    }
    size_t i, share = ALL_MOST / (json_array_size(checks) + 1);
    json_t *check;
    json_array_foreach(checks, i, check)
        add_check(entries, report, check, share < TEXT_MOST ? share : TEXT_MOST);
    return entries;
}

void entries_free(struct entries **entries) {
    if (*entries == NULL)
        return;
    for (size_t i = 0; i < (*entries)->count; i++)
        json_decref((*entries)->items[i].runs);
    arena_free((*entries)->arena);
}
