/* SPDX-License-Identifier: MIT */
/* What students may see of a report. Checks that they may not see (now) are taken out together with
 * all that tells of them: their points, the cases that no other check looks at, and in the other
 * cases what only they found. */
#include "report/text.h"

#include "report/points.h"
#include "report/value.h"

#include <string.h>

int report_view_find(const char *name) {
    if (strcmp(name, "student") == 0)
        return REPORT_VIEW_STUDENT;
    return strcmp(name, "assistant") == 0 ? REPORT_VIEW_ASSISTANT : -1;
}

enum report_view report_view_of(enum report_format format, const struct report_style *style) {
    if (style->view != REPORT_VIEW_BY_FORMAT)
        return style->view;
    bool system = format == REPORT_JSON || format == REPORT_GRADESCOPE || format == REPORT_AUTOLAB;
    return system ? REPORT_VIEW_ASSISTANT : REPORT_VIEW_STUDENT;
}

bool report_is_partial(const json_t *report) {
    const json_t *view = json_object_get(report, "view");
    return json_is_object(view) && !json_is_true(json_object_get(view, "complete"));
}

/* What is of no known kind is hidden. */
bool report_shows(const char *visibility, const struct report_style *style) {
    if (visibility == NULL)
        return false;
    return strcmp(visibility, "visible") == 0 ||
           (style->after_due && strcmp(visibility, "after_due_date") == 0) ||
           (style->published && strcmp(visibility, "after_published") == 0);
}

static json_t *shown_checks(const json_t *report, const struct report_style *style) {
    json_t *shown = value_array(), *check;
    size_t i;
    json_array_foreach(json_object_get(report, "checks"), i, check) {
        if (report_shows(member_text(check, "visibility"), style))
            value_append(shown, json_incref(check));
    }
    return shown;
}

/* The score of the checks that are shown; a report without one stays without. */
static json_t *shown_score(const json_t *report, const json_t *checks) {
    if (!json_is_object(json_object_get(report, "score")))
        return json_null();
    int64_t points = 0, max = 0;
    size_t i;
    json_t *check, *value = value_object();
    json_array_foreach(checks, i, check) {
        points += member_points(check, "points");
        max += member_points(check, "max");
    }
    value_set(value, "points", value_ratio(points, 1000));
    value_set(value, "max", value_ratio(max, 1000));
    value_set(value, "percent", value_percent(points, max));
    return value;
}

/* ---- cases ---- */

/* A case and its repetition with delays, "np4" and "np4~7", are one for a check. */
static bool same_case(const char *id, const char *other) {
    size_t length = strcspn(id, "~");
    return length == strcspn(other, "~") && memcmp(id, other, length) == 0;
}

/* A check of an older report does not say what it looks at: it may have been all. */
static bool looks_at(const json_t *check, const char *id) {
    const json_t *cases = json_object_get(check, "cases"), *other;
    size_t i;
    if (!json_is_array(cases))
        return true;
    json_array_foreach(cases, i, other) {
        if (json_is_string(other) && same_case(id, json_string_value(other)))
            return true;
    }
    return false;
}

static bool some_looks_at(const json_t *checks, const char *kind, const char *id) {
    size_t i;
    json_t *check;
    json_array_foreach(checks, i, check) {
        const char *found = member_text(check, "kind");
        if ((kind == NULL || (found != NULL && strcmp(found, kind) == 0)) && looks_at(check, id))
            return true;
    }
    return false;
}

static bool has_finding(const json_t *checks, const char *id) {
    size_t i, k;
    json_t *check, *finding;
    json_array_foreach(checks, i, check) {
        json_array_foreach(json_object_get(check, "findings"), k, finding) {
            const char *found = member_text(finding, "case");
            if (found != NULL && strcmp(found, id) == 0)
                return true;
        }
    }
    return false;
}

static json_t *shown_case(const json_t *run, const json_t *checks, const char *id) {
    json_t *copy = value_copy(run);
    value_set(copy, "right", json_boolean(!has_finding(checks, id)));
    if (!some_looks_at(checks, "assignment", id))
        value_set(copy, "assignment", json_null());
    return copy;
}

/* Those of `cases` (of the report, or of its timing) that a shown check looks at. */
static json_t *shown_cases(const json_t *cases, const json_t *checks, bool timing) {
    json_t *shown = value_array(), *run;
    size_t i;
    json_array_foreach(cases, i, run) {
        const char *id = member_text(run, "id");
        if (id != NULL && some_looks_at(checks, NULL, id))
            value_append(shown, timing ? json_incref(run) : shown_case(run, checks, id));
    }
    return shown;
}

/* The time of all cases would tell that there were others. */
static json_t *shown_timing(const json_t *timing, const json_t *checks) {
    json_t *copy = value_copy(timing);
    if (copy == NULL)
        return json_null();
    const json_t *cases = json_object_get(timing, "cases");
    json_t *shown = shown_cases(cases, checks, true);
    if (json_array_size(shown) < json_array_size(cases)) {
        double sum = json_number_value(json_object_get(timing, "build_s"));
        size_t i;
        json_t *run;
        json_array_foreach(shown, i, run) sum += json_number_value(json_object_get(run, "wall_s"));
        value_set(copy, "wall_s", json_real(sum));
    }
    value_set(copy, "cases", shown);
    return copy;
}

/* That somebody handed in the same is for assistants to know. */
static void hide_shared(json_t *seen) {
    const json_t *timing = json_object_get(seen, "timing");
    if (json_object_get(timing, "shared") == NULL)
        return;
    json_t *copy = value_copy(timing);
    (void)json_object_del(copy, "shared");
    value_set(seen, "timing", copy);
}

static json_t *view_value(bool complete) {
    json_t *view = value_object();
    value_set(view, "of", value_text("student"));
    value_set(view, "complete", json_boolean(complete));
    return view;
}

json_t *report_as_seen(const json_t *report, enum report_format format,
                       const struct report_style *style) {
    if (report_view_of(format, style) == REPORT_VIEW_ASSISTANT ||
        json_is_object(json_object_get(report, "view")))
        return value_share(report);
    json_t *seen = value_copy(report), *checks = shown_checks(report, style);
    bool complete = json_array_size(checks) == json_array_size(json_object_get(report, "checks"));
    value_set(seen, "view", view_value(complete));
    if (!complete) {
        value_set(seen, "score", shown_score(report, checks));
        value_set(seen, "wording", json_null()); /* a hidden check may have read it */
        value_set(seen, "cases", shown_cases(json_object_get(report, "cases"), checks, false));
        value_set(seen, "timing", shown_timing(json_object_get(report, "timing"), checks));
        value_set(seen, "checks", json_incref(checks));
    }
    json_decref(checks);
    hide_shared(seen);
    return seen;
}
