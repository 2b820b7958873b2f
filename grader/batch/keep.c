/* SPDX-License-Identifier: MIT */
#include "batch/keep.h"

#include "batch/content.h"
#include "report/report.h"

#include <stdlib.h>

static struct store_result result_of(const struct run_setup *setup, const struct kept *kept,
                                     struct arena *arena) {
    const struct store_work *work = kept->work;
    struct store_result result = {
        .attempt = work->attempt,
        .key = result_key(arena, work->content, setup->circumstances[work->exercise]),
        .content = work->content,
        .report = kept->report,
        .text = kept->text,
        .length = kept->length,
        .source_hash = *kept->source == '\0' ? NULL : kept->source,
        .tries = kept->tries,
    };
    const json_t *points = json_object_get(json_object_get(kept->report, "score"), "points");
    result.after_lateness =
        course_after_lateness(&setup->course->exercises[work->exercise], store_points(points),
                              work->time, &result.days_late);
    return result;
}

static void show_result(const struct run_setup *setup, const struct kept *kept) {
    const bool shared = kept->tries == 0;
    const json_t *report = kept->report, *score = json_object_get(report, "score");
    const json_t *timing = json_object_get(report, "timing");
    const struct progress_result result = {
        .work = kept->work,
        .outcome = json_string_value(json_object_get(report, "outcome")),
        .reason = json_string_value(json_object_get(report, "reason")),
        .points = store_points(json_object_get(score, "points")),
        .max = json_is_object(score) ? store_points(json_object_get(score, "max")) : -1,
        .wall_us = shared ? 0 : 1000 * store_points(json_object_get(timing, "wall_s")),
        .tries = kept->tries,
        .shared = shared,
    };
    progress_result(setup->progress, kept->worker, &result);
}

int keep_result(const struct run_setup *setup, const struct kept *kept, struct error *error) {
    ARENA_AUTO arena = arena_new();
    const struct store_result result = result_of(setup, kept, arena);
    if (store_put(setup->store, &result, error) != 0)
        return -1;
    show_result(setup, kept);
    return 0;
}

int keep_shared(const struct run_setup *setup, const struct equal *equal,
                const struct store_work *work, struct error *error) {
    const struct report_style plain = {0};
    struct kept kept = {.work = work, .worker = PROGRESS_WORKERS};
    json_auto_t *report = store_report_of(setup->store, equals_kept(equal, &kept.source), error);
    if (report == NULL)
        return -1;
    equals_adapt(report, work);
    char *text = report_render(report, REPORT_JSON, &plain, &kept.length);
    kept.report = report;
    kept.text = text;
    int status = keep_result(setup, &kept, error);
    free(text);
    return status;
}
