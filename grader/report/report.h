/* SPDX-License-Identifier: MIT */
/* The report of one graded submission. report_new() makes the JSON value of docs/report.md; all
 * formats, also the one for people, are made from that value alone, so that their totals cannot
 * differ. */
#ifndef MPIGRADE_REPORT_REPORT_H
#define MPIGRADE_REPORT_REPORT_H

#include "base/arena.h"
#include "base/error.h"
#include "judge/judge.h"
#include "rubric/rubric.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define REPORT_SCHEMA "mpigrade/report/1"

/* X(ENUM, json key) */
#define OUTCOMES(X)                                                                                \
    X(GRADED, "graded")                                                                            \
    X(NOT_GRADABLE, "not_gradable") /* nothing to run in the submission */                         \
    X(GRADER_FAULT, "grader_fault") /* ours or the machine's; never points */

enum outcome {
#define X(name, key) OUTCOME_##name,
    OUTCOMES(X)
#undef X
        OUTCOME_COUNT
};

const char *outcome_key(enum outcome outcome);

struct report_file {
    const char *path; /* any bytes */
    const char *sha256;
    const char *text; /* what stands in it; NULL when it is too long or no text */
};

struct report_build {
    bool ok;
    const char *command;     /* "" when nothing had to be compiled */
    const char *diagnostics; /* any bytes but NUL */
    int64_t wall_us;
};

/* What a report is made of. Members are NULL or 0 as far as the grading did not come. */
struct report_source {
    const struct rubric *rubric;
    const char *name;     /* the submission's; any bytes */
    const char *language; /* key of the language, or NULL */
    size_t file_count;
    const struct report_file *files;
    const struct report_build *build;
    const struct verdict *verdict; /* NULL: `error` says why it is not graded */
    const struct error *error;
    const char *mpi;     /* e.g. "Open MPI 4.1.4" */
    const char *sandbox; /* e.g. "bubblewrap 0.8.0", or what could not be enforced */
    const char *memory_limit, *process_limit; /* "cgroup", "polled" or "none" */
    long cores;
    int64_t started; /* seconds since 1970 */
    int64_t wall_us;
};

/* The JSON value; the caller frees it (json_decref). */
json_t *report_new(const struct report_source *source) MUST_USE;

/* ---- formats ---- */

/* For whom a report is written. */
enum report_view {
    REPORT_VIEW_BY_FORMAT, /* whoever reads the format: see report_view_of() */
    REPORT_VIEW_STUDENT,   /* checks that students may not see (now) leave no trace */
    REPORT_VIEW_ASSISTANT, /* all */
};

struct report_style {
    bool colour;  /* ANSI escapes */
    bool unicode; /* else ASCII only */
    bool verbose; /* also what is right, and what was printed */
    int width;    /* columns */
    enum report_view view;
    bool after_due, published; /* students may see the checks that wait for this */
    const char *up, *up_text; /* html: a file that this page leads back to, and its name; or NULL */
};

/* X(ENUM, name on the command line, file suffix or NULL). report/<name>.c holds report_<name>(). */
#define REPORT_FORMATS(X)                                                                          \
    X(JSON, json, ".json")                                                                         \
    X(TEXT, text, ".txt")                                                                          \
    X(HTML, html, ".html")                                                                         \
    X(MARKDOWN, markdown, ".md")                                                                   \
    X(JUNIT, junit, ".xml")                                                                        \
    X(TAP, tap, ".tap")                                                                            \
    X(GITHUB, github, NULL)                                                                        \
    X(CLASSROOM, classroom, NULL)                                                                  \
    X(GRADESCOPE, gradescope, NULL)                                                                \
    X(PRAIRIELEARN, prairielearn, NULL)                                                            \
    X(CHECK50, check50, NULL)                                                                      \
    X(AUTOLAB, autolab, NULL)

enum report_format {
#define X(id, name, suffix) REPORT_##id,
    REPORT_FORMATS(X)
#undef X
        REPORT_FORMAT_COUNT
};

/* -1 when there is no such format. */
int report_format_find(const char *name);
/* The format whose suffix `path` has; -1 when none. */
int report_format_of_path(const char *path);
const char *report_format_name(enum report_format format);

/* The view by its name, "student" or "assistant"; -1 when there is no such view. */
int report_view_find(const char *name);
/* The one that `style` asks for, or else that of the format: the assistant's for json, gradescope
 * and autolab, which hand the points over to a system, the student's for all others. */
enum report_view report_view_of(enum report_format format, const struct report_style *style);
/* Whether students may see a check of this visibility. */
bool report_shows(const char *visibility, const struct report_style *style);
/* The report as whoever reads this format may see it: docs/formats.md says what is not in the
 * student's. Of such a report it is the same again. The caller frees it. */
json_t *report_as_seen(const json_t *report, enum report_format format,
                       const struct report_style *style) MUST_USE;

/* The report, as it may be seen, in a format: malloc()ed, NUL-terminated, of *ret_length bytes. */
char *report_render(const json_t *report, enum report_format format,
                    const struct report_style *style, size_t *ret_length) MUST_USE;

/* GitHub Actions reads two files beside the log. What a format has for one of them, of at most
 * `most` bytes, malloc()ed; NULL when it has nothing. */
enum github_file { GITHUB_SUMMARY, GITHUB_OUTPUT };
char *report_github_file(const json_t *report, enum report_format format,
                         const struct report_style *style, enum github_file file, size_t most,
                         size_t *ret_length) MUST_USE;

#endif
