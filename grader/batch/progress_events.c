/* SPDX-License-Identifier: MIT */
/* One JSON object a line, flushed at once. Their keys are a promise: docs/batch.md. */
#include "base/process.h"
#include "batch/progress.h"
#include "report/value.h"

static void put_event(const struct progress *progress, json_t *event) {
    value_set(event, "done", json_integer(progress->done));
    value_set(event, "total", json_integer(progress->total));
    value_set(event, "elapsed_s",
              value_ratio((monotonic_us() - progress->started_us) / 1000, 1000));
    (void)json_dumpf(event, progress->out,
                     JSON_COMPACT | JSON_PRESERVE_ORDER | JSON_REAL_PRECISION(15));
    (void)fputc('\n', progress->out);
    (void)fflush(progress->out);
    json_decref(event);
}

static json_t *new_event(const char *name) {
    json_t *event = value_object();
    value_set(event, "event", value_text(name));
    return event;
}

static json_t *new_work_event(const char *name, const struct store_work *work) {
    json_t *event = new_event(name);
    value_set(event, "student", value_text(work->student));
    value_set(event, "exercise", value_text(work->exercise_id));
    value_set(event, "attempt", json_integer(work->number));
    return event;
}

void events_start(const struct progress *progress, int64_t known, int workers, int slots) {
    json_t *event = new_event("start");
    value_set(event, "known", json_integer(known));
    value_set(event, "workers", json_integer(workers));
    value_set(event, "slots", json_integer(slots));
    put_event(progress, event);
}

void events_work(const struct progress *progress, const struct store_work *work) {
    put_event(progress, new_work_event("grading", work));
}

void events_retry(const struct progress *progress, const struct store_work *work,
                  const char *reason) {
    json_t *event = new_work_event("retry", work);
    value_set(event, "reason", value_text(reason));
    put_event(progress, event);
}

void events_result(const struct progress *progress, const struct progress_result *result) {
    bool fault = result->max < 0;
    json_t *event = new_work_event(fault ? "fault" : "graded", result->work);
    value_set(event, "outcome", value_text(result->outcome));
    value_set(event, "reason", value_text(result->reason));
    value_set(event, "points", fault ? NULL : value_ratio(result->points, 1000));
    value_set(event, "max", fault ? NULL : value_ratio(result->max, 1000));
    value_set(event, "wall_s", value_ratio(result->wall_us / 1000, 1000));
    value_set(event, "tries", json_integer(result->tries));
    value_set(event, "shared", json_boolean(result->shared));
    put_event(progress, event);
}

void events_end(const struct progress *progress, const char *ended) {
    json_t *event = new_event("end");
    value_set(event, "ended", value_text(ended));
    value_set(event, "full", json_integer(progress->full));
    value_set(event, "lost", json_integer(progress->lost));
    value_set(event, "not_gradable", json_integer(progress->not_gradable));
    value_set(event, "faults", json_integer(progress->faults));
    value_set(event, "shared", json_integer(progress->shared));
    put_event(progress, event);
}
