/* SPDX-License-Identifier: MIT */
/* The report of one run without an exercise, of `mpigrade run` and `mpigrade trace`. As with graded
 * submissions there is one JSON value, that of docs/run.md, and the text for people is made of it.
 */
#ifndef MPIGRADE_REPORT_RUN_H
#define MPIGRADE_REPORT_RUN_H

#include "capture/calls.h"
#include "report/page.h"
#include "report/report.h"

#define RUN_SCHEMA "mpigrade/run/1"

struct run_source {
    struct report_source common; /* its rubric, files and verdict are not looked at */
    const struct rubric_case *run;
    const struct capture *capture; /* NULL: common.error says why there is none */
    bool events;                   /* every call is told, too */
};

/* The JSON value; the caller frees it. */
json_t *run_report_new(const struct run_source *source) MUST_USE;

/* Whether the program ran and nothing was found amiss. */
bool run_went_well(const json_t *report);

/* What each rank printed, and what was found amiss. */
void run_text_output(struct page *page, const json_t *report);
void run_text_findings(struct page *page, const json_t *report);

/* ---- the diagram of trace ---- */

struct trace_options {
    long rows; /* at most so many; of the rest the first and the last ones are drawn */
    int rank;  /* only what this rank takes part in; -1: all */
};

/* Draws who called what, and which message went where; time goes down. */
void trace_text(struct page *page, const struct call_log *log, const struct trace_options *options);

/* ---- parts of the JSON value ---- */

json_t *run_findings(const struct run_source *source);                   /* run_findings.c */
void run_set_events(json_t *report, const struct call_log *log, int np); /* run_events.c */

#endif
