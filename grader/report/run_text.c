/* SPDX-License-Identifier: MIT */
/* A run for people: what each rank printed, how ranks ended, what is amiss. */
#include "report/run.h"

#include "base/messages.h"
#include "report/text.h"

#include <signal.h>
#include <string.h>

void text_output(struct page *page, int indent, const json_t *run) {
    size_t i;
    json_t *rank;
    json_array_foreach(json_object_get(run, "ranks"), i, rank) {
        page_lines(page, indent, (int)i, member_text(rank, "stdout"), member_length(rank, "stdout"),
                   SIZE_MAX);
        page_lines(page, indent, (int)i, member_text(rank, "stderr"), member_length(rank, "stderr"),
                   SIZE_MAX);
    }
}

static void put_ending(struct page *page, int number, const json_t *rank) {
    int signal_number = (int)member_integer(rank, "signal", 0);
    int exit_code = (int)member_integer(rank, "exit_code", -1);
    if (signal_number != 0)
        page_say(page, PAGE_BAD, _("rank %d was ended by signal %d (%s: %s)"), number,
                 signal_number, member_text(rank, "signal_name"), strsignal(signal_number));
    else if (exit_code > 0)
        page_say(page, PAGE_BAD, _("rank %d ended with status %d"), number, exit_code);
    else if (exit_code == 0)
        page_say(page, PAGE_GOOD, _("rank %d ended well"), number);
    else
        page_say(page, PAGE_BAD, _("rank %d was ended by us"), number);
}

/* Those that ended badly; the one that is to blame is told among the findings. */
static void put_endings(struct page *page, const json_t *report) {
    const json_t *times =
        json_object_get(json_object_get(json_object_get(report, "timing"), "run"), "ranks");
    bool verbose = page->style->verbose;
    size_t i;
    json_t *rank;
    json_array_foreach(json_object_get(report, "ranks"), i, rank) {
        bool bad =
            member_integer(rank, "signal", 0) != 0 || member_integer(rank, "exit_code", 0) > 0;
        if (!verbose && (!bad || member_integer(report, "culprit", -1) == (json_int_t)i))
            continue;
        put_ending(page, (int)i, rank);
        const json_t *time = json_array_get(times, i);
        if (verbose)
            page_say(page, PAGE_DIM, _("; CPU %.2f s, memory %.1f MiB"),
                     json_number_value(json_object_get(time, "cpu_s")),
                     (double)member_integer(time, "peak_bytes", 0) / 1048576);
        page_end_line(page);
    }
}

void run_text_output(struct page *page, const json_t *report) {
    text_output(page, 0, report);
    put_endings(page, report);
}

static void put_finding(struct page *page, const json_t *report, const json_t *finding) {
    const char *kind = member_text(finding, "kind"), *text = member_text(finding, "text");
    page_wrap(page, 0, PAGE_BAD, text == NULL ? "" : text);
    if (kind == NULL || strcmp(kind, "deadlock") != 0)
        return;
    const json_t *deadlock = json_object_get(report, "deadlock");
    page_lines(page, 2, PAGE_ANY_RANK, member_text(deadlock, "picture"),
               member_length(deadlock, "picture"), SIZE_MAX);
}

void run_text_findings(struct page *page, const json_t *report) {
    const json_t *calls = json_object_get(report, "calls");
    size_t i;
    json_t *finding;
    json_array_foreach(json_object_get(report, "findings"), i, finding)
        put_finding(page, report, finding);
    const char *limit = member_text(report, "limit");
    if (limit != NULL) {
        page_say(page, PAGE_DIM, _("The limit %s was met; --limit %s=NUMBER sets another."), limit,
                 limit);
        page_end_line(page);
    }
    if (json_is_false(json_object_get(calls, "complete")))
        page_wrap(
            page, 0, PAGE_DIM,
            _("There were more MPI calls than could be followed: no mistakes are looked for."));
}
