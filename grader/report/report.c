/* SPDX-License-Identifier: MIT */
/* The report's top; the order in which keys are set here is the order in which they are written.
 * What two gradings of the same program may not share (times, memory, repetitions) stands under
 * "timing". */
#include "report/report.h"

#include "report/value.h"

#include <time.h>

const char *outcome_key(enum outcome outcome) {
    static const char *const keys[] = {
#define X(name, key) [OUTCOME_##name] = (key),
        OUTCOMES(X)
#undef X
    };
    return keys[outcome];
}

static enum outcome outcome_of(const struct report_source *source) {
    if (source->verdict != NULL)
        return OUTCOME_GRADED;
    return source->error->kind == ERROR_NOT_GRADABLE ? OUTCOME_NOT_GRADABLE : OUTCOME_GRADER_FAULT;
}

static json_t *exercise_value(const struct rubric *rubric) {
    json_t *value = value_object();
    value_set(value, "id", value_text(rubric->id));
    value_set(value, "title", value_text(localised_text(&rubric->title)));
    value_set(value, "rubric_sha256", value_text(rubric->sha256));
    return value;
}

static json_t *submission_value(const struct report_source *source) {
    json_t *value = value_object(), *files = value_array();
    value_set(value, "name", value_text(source->name));
    value_set(value, "language", value_text(source->language));
    for (size_t i = 0; i < source->file_count; i++) {
        json_t *file = value_object();
        value_set(file, "path", value_text(source->files[i].path));
        value_set(file, "sha256", value_text(source->files[i].sha256));
        value_set(file, "text", value_text(source->files[i].text));
        value_append(files, file);
    }
    value_set(value, "files", files);
    return value;
}

/* A fault of ours has no score: nobody may take it for a zero. */
static json_t *score_value(const struct report_source *source, enum outcome outcome) {
    if (outcome == OUTCOME_GRADER_FAULT)
        return json_null();
    int64_t points = outcome == OUTCOME_GRADED ? source->verdict->points : 0;
    int64_t max =
        outcome == OUTCOME_GRADED ? source->verdict->max : rubric_max_points(source->rubric);
    json_t *value = value_object();
    value_set(value, "points", value_ratio(points, 1000));
    value_set(value, "max", value_ratio(max, 1000));
    value_set(value, "percent", value_percent(points, max));
    return value;
}

/* Without a build the keys are there all the same. */
json_t *report_build(const struct report_build *build) {
    json_t *value = value_object();
    value_set(value, "ok", json_boolean(build != NULL && build->ok));
    value_set(value, "command", value_text(build == NULL ? NULL : build->command));
    value_set(value, "diagnostics", value_text(build == NULL ? NULL : build->diagnostics));
    return value;
}

json_t *report_environment(const struct report_source *source) {
    json_t *value = value_object(), *limits = value_object();
    value_set(limits, "memory", value_text(source->memory_limit));
    value_set(limits, "processes", value_text(source->process_limit));
    value_set(value, "mpigrade", value_text(MPIGRADE_VERSION));
    value_set(value, "mpi", value_text(source->mpi));
    value_set(value, "sandbox", value_text(source->sandbox));
    value_set(value, "limits", limits);
    value_set(value, "cores", json_integer(source->cores));
    return value;
}

json_t *report_timing(const struct report_source *source) {
    json_t *value = value_object();
    char started[32] = "";
    time_t seconds = (time_t)source->started;
    struct tm parts;
    if (gmtime_r(&seconds, &parts) != NULL)
        (void)strftime(started, sizeof started, "%Y-%m-%dT%H:%M:%SZ", &parts);
    value_set(value, "started", value_text(started));
    value_set(value, "wall_s", value_ratio(source->wall_us, 1000000));
    value_set(value, "build_s",
              source->build == NULL ? json_null() : value_ratio(source->build->wall_us, 1000000));
    return value;
}

json_t *report_new(const struct report_source *source) {
    enum outcome outcome = outcome_of(source);
    json_t *report = value_object(), *timing = report_timing(source);
    value_set(report, "schema", value_text(REPORT_SCHEMA));
    value_set(report, "exercise", exercise_value(source->rubric));
    value_set(report, "submission", submission_value(source));
    value_set(report, "outcome", value_text(outcome_key(outcome)));
    if (outcome != OUTCOME_GRADED) {
        value_set(report, "reason", value_text(source->error->message));
        value_set(report, "advice",
                  value_text(*source->error->advice == '\0' ? NULL : source->error->advice));
    }
    value_set(report, "score", score_value(source, outcome));
    value_set(report, "wording",
              value_text(outcome == OUTCOME_GRADED ? source->verdict->wording : NULL));
    value_set(report, "build", report_build(source->build));
    value_set(report, "cases", report_cases(source->verdict));
    value_set(report, "checks", report_checks(source));
    value_set(report, "environment", report_environment(source));
    value_set(timing, "cases", report_case_times(source->verdict));
    value_set(report, "timing", timing);
    return report;
}
