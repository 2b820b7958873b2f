/* SPDX-License-Identifier: MIT */
#include "report/value.h"

#include "base/messages.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Head and tail with a line between that says how much is missing. A program could print such a
 * line itself; "truncated" cannot be forged. */
static json_t *stream_value(const struct stream *stream) {
    if (stream->dropped == 0 && stream->tail_length == 0)
        return value_bytes(stream->head, stream->head_length);
    char *bytes = NULL;
    size_t length = 0;
    FILE *text = open_memstream(&bytes, &length);
    if (text == NULL)
        die("out of memory");
    (void)fwrite(stream->head, 1, stream->head_length, text);
    if (stream->dropped > 0)
        (void)fprintf(text, _("\n[... %llu bytes left out ...]\n"),
                      (unsigned long long)stream->dropped);
    (void)fwrite(stream->tail, 1, stream->tail_length, text);
    (void)fclose(text);
    json_t *value = value_bytes(bytes, length);
    free(bytes);
    return value;
}

/* "SIGSEGV"; "signal 34" for those without a name. */
static json_t *signal_name(int number) {
    if (number == 0)
        return json_null();
    const char *name = sigabbrev_np(number);
    char text[32];
    if (name == NULL)
        (void)snprintf(text, sizeof text, "signal %d", number);
    else
        (void)snprintf(text, sizeof text, "SIG%s", name);
    return value_text(text);
}

static json_t *rank_value(int rank, const struct rank_capture *capture) {
    json_t *value = value_object(), *truncated = value_object();
    value_set(value, "rank", json_integer(rank));
    value_set(value, "exit_code",
              capture->ended && capture->signal == 0 ? json_integer(capture->exit_code) : NULL);
    value_set(value, "signal",
              capture->ended && capture->signal != 0 ? json_integer(capture->signal) : NULL);
    value_set(value, "signal_name", signal_name(capture->ended ? capture->signal : 0));
    value_set(value, "stdout", stream_value(&capture->out));
    value_set(value, "stderr", stream_value(&capture->err));
    value_set(truncated, "stdout", json_integer((json_int_t)capture->out.dropped));
    value_set(truncated, "stderr", json_integer((json_int_t)capture->err.dropped));
    value_set(value, "truncated", truncated);
    return value;
}

json_t *report_ranks(const struct capture *capture) {
    json_t *ranks = value_array();
    for (int rank = 0; rank < capture->np; rank++)
        value_append(ranks, rank_value(rank, &capture->ranks[rank]));
    return ranks;
}

static json_t *iterations_value(const struct assignment *assignment) {
    if (assignment == NULL)
        return json_null();
    json_t *ranks = value_array();
    for (int rank = 0; rank < assignment->np; rank++) {
        json_t *row = value_array();
        for (size_t i = 0; i < assignment->counts[rank]; i++)
            value_append(row, json_integer(assignment->iterations[rank][i]));
        value_append(ranks, row);
    }
    return ranks;
}

static json_t *assignment_value(const struct case_verdict *verdict) {
    if (verdict->expected == NULL && verdict->got == NULL)
        return json_null();
    json_t *value = value_object();
    value_set(value, "expected", iterations_value(verdict->expected));
    value_set(value, "got", iterations_value(verdict->got));
    return value;
}

json_t *report_args(const struct rubric_case *run) {
    json_t *args = value_array();
    for (size_t i = 0; i < run->arg_count; i++)
        value_append(args, value_text(run->args[i]));
    return args;
}

static void set_run(json_t *value, const struct rubric_case *run) {
    json_t *define = value_object();
    value_set(value, "id", value_text(run->id));
    value_set(value, "np", json_integer(run->np));
    value_set(value, "args", report_args(run));
    for (size_t i = 0; i < run->define_count; i++)
        value_set(define, run->defines[i].name, json_integer(run->defines[i].value));
    value_set(value, "define", define);
    value_set(value, "input", value_text(run->input));
    value_set(value, "unsuitable", json_boolean(run->unsuitable));
    value_set(value, "perturb", run->perturb == 0 ? NULL : json_integer(run->perturb));
}

static json_t *case_value(const struct case_verdict *verdict) {
    const struct capture *capture = verdict->capture;
    json_t *value = value_object();
    set_run(value, verdict->run);
    value_set(value, "outcome", value_text(case_outcome_key(capture->outcome)));
    value_set(value, "culprit", capture->culprit < 0 ? NULL : json_integer(capture->culprit));
    value_set(value, "limit", value_text(capture->limit));
    value_set(value, "right", json_boolean(verdict->right));
    value_set(value, "ranks", report_ranks(capture));
    value_set(value, "assignment", assignment_value(verdict));
    value_set(value, "deadlock", report_deadlock(capture->calls));
    value_set(value, "calls", report_calls(capture->calls));
    return value;
}

/* A repetition that was not run has the capture of the case before it. */
static bool was_run(const struct verdict *verdict, size_t index) {
    return verdict->cases[index].run->perturb == 0 || index == 0 ||
           verdict->cases[index].capture != verdict->cases[index - 1].capture;
}

json_t *report_cases(const struct verdict *verdict) {
    json_t *cases = value_array();
    for (size_t i = 0; verdict != NULL && i < verdict->case_count; i++)
        if (was_run(verdict, i))
            value_append(cases, case_value(&verdict->cases[i]));
    return cases;
}

void report_set_times(json_t *value, const struct capture *capture) {
    json_t *ranks = value_array();
    value_set(value, "wall_s", value_ratio(capture->wall_us, 1000000));
    value_set(value, "repeated", json_boolean(capture->repeated));
    const struct deadlock *deadlock = capture->calls == NULL ? NULL : capture->calls->deadlock;
    value_set(value, "verdict_s",
              deadlock == NULL ? json_null()
                               : value_ratio((int64_t)deadlock->verdict_ns / 1000, 1000000));
    for (int rank = 0; rank < capture->np; rank++) {
        json_t *row = value_object();
        value_set(row, "cpu_s", value_ratio(capture->ranks[rank].cpu_us, 1000000));
        value_set(row, "peak_bytes", json_integer(capture->ranks[rank].peak_bytes));
        value_append(ranks, row);
    }
    value_set(value, "ranks", ranks);
}

json_t *report_case_times(const struct verdict *verdict) {
    json_t *cases = value_array();
    for (size_t i = 0; verdict != NULL && i < verdict->case_count; i++) {
        if (!was_run(verdict, i))
            continue;
        json_t *value = value_object();
        value_set(value, "id", value_text(verdict->cases[i].run->id));
        report_set_times(value, verdict->cases[i].capture);
        report_set_events(value, verdict->cases[i].capture->calls);
        value_append(cases, value);
    }
    return cases;
}
