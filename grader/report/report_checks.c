/* SPDX-License-Identifier: MIT */
#include "report/value.h"

#include "base/attributes.h"

#include <string.h>

static const char *visibility_key(enum visibility visibility) {
    static const char *const keys[] = {
        [VISIBLE] = "visible",
        [HIDDEN] = "hidden",
        [AFTER_DUE_DATE] = "after_due_date",
        [AFTER_PUBLISHED] = "after_published",
    };
    return keys[visibility];
}

static json_t *where_value(const struct finding *finding) {
    if (finding->rank < 0 && finding->line == NULL && finding->where == NULL)
        return json_null();
    json_t *value = value_object();
    value_set(value, "rank", finding->rank < 0 ? NULL : json_integer(finding->rank));
    value_set(value, "line", value_text(finding->line));
    value_set(value, "source", value_text(finding->where));
    return value;
}

static json_t *finding_value(const struct finding *finding) {
    json_t *value = value_object();
    value_set(value, "case", value_text(finding->case_id));
    value_set(value, "what", value_text(finding->what));
    value_set(value, "expected", value_text(finding->expected));
    value_set(value, "got", value_text(finding->got));
    value_set(value, "where", where_value(finding));
    value_set(value, "hint", value_text(finding->hint));
    value_set(value, "misconception",
              finding->misconception == MISCONCEPTION_NONE
                  ? NULL
                  : value_text(misconception_key(finding->misconception)));
    return value;
}

static json_t *case_ids(const struct rubric *rubric, const struct check *check) {
    json_t *ids = value_array();
    for (size_t i = 0; i < check->case_count; i++)
        value_append(ids, value_text(rubric->cases[check->cases[i]].id));
    return ids;
}

/* `verdict` is NULL when the check was not made. */
static json_t *check_value(const struct rubric *rubric, const struct check *check,
                           const struct check_verdict *verdict) {
    json_t *value = value_object(), *findings = value_array();
    value_set(value, "id", value_text(check->id));
    value_set(value, "title", value_text(localised_text(&check->title)));
    value_set(value, "kind", value_text(check_kind_key(check->kind)));
    value_set(value, "points", value_ratio(verdict == NULL ? 0 : verdict->points, 1000));
    value_set(value, "max", value_ratio(check->points, 1000));
    value_set(value, "status",
              value_text(check_status_key(verdict == NULL ? STATUS_SKIPPED : verdict->status)));
    value_set(value, "visibility", value_text(visibility_key(check->visibility)));
    value_set(value, "cases", case_ids(rubric, check));
    for (size_t i = 0; verdict != NULL && i < verdict->finding_count; i++)
        value_append(findings, finding_value(&verdict->findings[i]));
    value_set(value, "findings", findings);
    return value;
}

json_t *report_checks(const struct report_source *source) {
    const struct rubric *rubric = source->rubric;
    const struct verdict *verdict = source->verdict;
    json_t *checks = value_array();
    bool fault = verdict == NULL && source->error->kind != ERROR_NOT_GRADABLE;
    for (size_t i = 0; !fault && i < rubric->check_count; i++)
        value_append(checks, check_value(rubric, &rubric->checks[i],
                                         verdict == NULL ? NULL : &verdict->checks[i]));
    return checks;
}
