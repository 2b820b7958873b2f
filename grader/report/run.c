/* SPDX-License-Identifier: MIT */
#include "report/run.h"

#include "report/value.h"

static json_t *program_value(const struct report_source *source) {
    json_t *value = value_object();
    value_set(value, "name", value_text(source->name));
    value_set(value, "language", value_text(source->language));
    return value;
}

static const char *outcome_of(const struct run_source *source) {
    if (source->capture != NULL)
        return case_outcome_key(source->capture->outcome);
    return outcome_key(source->common.error->kind == ERROR_FAULT ? OUTCOME_GRADER_FAULT
                                                                 : OUTCOME_NOT_GRADABLE);
}

static void set_reason(json_t *report, const struct error *error) {
    value_set(report, "reason", value_text(error->message));
    value_set(report, "advice", value_text(*error->advice == '\0' ? NULL : error->advice));
}

static void set_run(json_t *report, const struct rubric_case *run) {
    value_set(report, "np", json_integer(run->np));
    value_set(report, "args", report_args(run));
    value_set(report, "strict", json_boolean(run->strict_collectives));
    value_set(report, "perturb", run->perturb == 0 ? NULL : json_integer(run->perturb));
}

static json_t *timing_value(const struct run_source *source) {
    json_t *value = report_timing(&source->common), *run = NULL;
    if (source->capture != NULL)
        report_set_times(run = value_object(), source->capture);
    value_set(value, "run", run);
    return value;
}

json_t *run_report_new(const struct run_source *source) {
    const struct capture *capture = source->capture;
    const struct call_log *log = capture == NULL ? NULL : capture->calls;
    json_t *report = value_object();
    value_set(report, "schema", value_text(RUN_SCHEMA));
    value_set(report, "program", program_value(&source->common));
    set_run(report, source->run);
    value_set(report, "outcome", value_text(outcome_of(source)));
    if (capture == NULL)
        set_reason(report, source->common.error);
    value_set(report, "limit", value_text(capture == NULL ? NULL : capture->limit));
    value_set(report, "culprit",
              capture == NULL || capture->culprit < 0 ? NULL : json_integer(capture->culprit));
    value_set(report, "build", report_build(source->common.build));
    value_set(report, "findings", run_findings(source));
    value_set(report, "ranks", capture == NULL ? value_array() : report_ranks(capture));
    value_set(report, "deadlock", report_deadlock(log));
    value_set(report, "calls", report_calls(log));
    if (source->events)
        run_set_events(report, log, source->run->np);
    value_set(report, "environment", report_environment(&source->common));
    value_set(report, "timing", timing_value(source));
    return report;
}

bool run_went_well(const json_t *report) {
    return json_array_size(json_object_get(report, "findings")) == 0 &&
           !json_is_string(json_object_get(report, "reason"));
}
