/* SPDX-License-Identifier: MIT */
/* The walk that the formats for other systems share: a report as a list of entries, one for each
 * check. What could not be graded has a single entry, which says why.
 *
 * All texts are valid UTF-8 and as page.h makes them: control characters are shown and not obeyed,
 * no line begins with what a CI system takes for a command, and each has its greatest length, so
 * that no report is too large for its reader; what was cut is said. */
#ifndef MPIGRADE_REPORT_ENTRIES_H
#define MPIGRADE_REPORT_ENTRIES_H

#include "base/arena.h"
#include "report/report.h"

#include <jansson.h>
#include <stddef.h>
#include <stdint.h>

/* X(ENUM, key, mark in texts) */
#define ENTRY_STATUSES(X)                                                                          \
    X(PASSED, "passed", "✓")                                                                       \
    X(FAILED, "failed", "✗")     /* points were lost, or there was nothing to run */               \
    X(DEADLOCK, "deadlock", "✗") /* points were lost in a run that got stuck */                    \
    X(ERROR, "error", "!")       /* ours or the machine's fault: no score */                       \
    X(SKIPPED, "skipped", "–")

enum entry_status {
#define X(name, key, mark) ENTRY_##name,
    ENTRY_STATUSES(X)
#undef X
        ENTRY_STATUS_COUNT
};

const char *entry_status_key(enum entry_status status);
const char *entry_status_mark(enum entry_status status);

struct entry {
    const char *id;         /* the check's; "gradable" or "grading" when there are no checks */
    const char *name;       /* its title in one line; no two entries have the same */
    const char *kind;       /* of check, or "" */
    const char *visibility; /* as in the report */
    enum entry_status status;
    int64_t points, max;               /* 1/1000 point */
    const char *score;                 /* "15 / 20" */
    const char *summary;               /* one line: what is amiss first; "" when nothing is */
    const char *text;                  /* all that is amiss, each line ended by a newline; or "" */
    const char *expected, *got, *hint; /* of the first finding that has one, or NULL */
    const char *file;                  /* the place in the source that is told first, or NULL */
    long line;
    json_t *runs; /* the cases in which something was found: np, outcome, rank (or null) */
};

struct entries {
    struct arena *arena;
    enum outcome outcome;
    const char *exercise, *title, *submission; /* one line each */
    int64_t points, max;                       /* 0 after a fault */
    const char *score;                         /* "Points: 55 / 100 (55 %)", or why there is none */
    const char *note;                          /* that checks are not shown, or NULL */
    const char *started, *version;
    double wall_s;
    size_t count;
    struct entry *items;
    size_t counts[ENTRY_STATUS_COUNT];
};

struct entries *entries_new(const json_t *report) MUST_USE;
void entries_free(struct entries **entries);
#define ENTRIES_AUTO CLEANUP(entries_free) struct entries *

/* A text without its end, if it has more than `most` bytes; the cut is shown. */
const char *entries_clip(struct arena *arena, const char *text, size_t most);

#endif
