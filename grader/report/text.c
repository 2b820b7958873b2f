/* SPDX-License-Identifier: MIT */
/* The report for people: what was graded, how each case went, what was amiss, the points. */
#include "report/text.h"

#include "base/messages.h"
#include "report/formats.h"

#include <string.h>

const char *member_text(const json_t *object, const char *key) {
    return json_string_value(json_object_get(object, key));
}

size_t member_length(const json_t *object, const char *key) {
    return json_string_length(json_object_get(object, key));
}

json_int_t member_integer(const json_t *object, const char *key, json_int_t otherwise) {
    const json_t *value = json_object_get(object, key);
    return json_is_integer(value) ? json_integer_value(value) : otherwise;
}

size_t index_of_id(const json_t *list, const char *id) {
    size_t i;
    json_t *object;
    json_array_foreach(list, i, object) {
        const char *own = member_text(object, "id");
        if (id != NULL && own != NULL && strcmp(own, id) == 0)
            return i;
    }
    return SIZE_MAX;
}

const json_t *case_of_id(const json_t *report, const char *id) {
    const json_t *cases = json_object_get(report, "cases");
    return json_array_get(cases, index_of_id(cases, id));
}

static const char *or_empty(const char *text) {
    return text == NULL ? "" : text;
}

static void put_head(struct page *page, const json_t *report) {
    const json_t *exercise = json_object_get(report, "exercise");
    const json_t *submission = json_object_get(report, "submission");
    page_say(page, PAGE_BOLD, "%s", or_empty(member_text(exercise, "id")));
    page_say(page, PAGE_PLAIN, "  ");
    page_wrap(page, 4, PAGE_BOLD, or_empty(member_text(exercise, "title")));
    page_say(page, PAGE_DIM, "%s", or_empty(member_text(submission, "name")));
    if (member_text(submission, "language") != NULL)
        page_say(page, PAGE_DIM, " (%s)", member_text(submission, "language"));
    page_end_line(page);
    page_end_line(page);
}

static void put_diagnostics(struct page *page, const json_t *build, size_t most) {
    if (or_empty(member_text(build, "diagnostics"))[0] == '\0')
        return;
    page_say(page, PAGE_DIM, "$ %s", or_empty(member_text(build, "command")));
    page_end_line(page);
    page_lines(page, 2, PAGE_ANY_RANK, member_text(build, "diagnostics"),
               member_length(build, "diagnostics"), most);
    page_end_line(page);
}

static void put_reason(struct page *page, const json_t *report) {
    bool fault = strcmp(or_empty(member_text(report, "outcome")), "grader_fault") == 0;
    page_say(page, PAGE_BAD, "%s ", page_choose(page, "✗", "x"));
    page_wrap(page, 2, PAGE_BAD,
              fault ? _("Not graded, and not the submission's fault:") : _("Not gradable:"));
    page_wrap(page, 2, PAGE_PLAIN, or_empty(member_text(report, "reason")));
    if (member_text(report, "advice") != NULL)
        page_wrap(page, 2, PAGE_PLAIN, member_text(report, "advice"));
    page_end_line(page);
}

/* A number of points with as many decimals as it has, up to three. */
static void put_number(struct page *page, enum page_style style, const json_t *object,
                       const char *key) {
    char text[64];
    (void)snprintf(text, sizeof text, "%.3f", json_number_value(json_object_get(object, key)));
    for (size_t length = strlen(text); text[length - 1] == '0';)
        text[--length] = '\0';
    if (text[strlen(text) - 1] == '.')
        text[strlen(text) - 1] = '\0';
    page_put(page, style, text, strlen(text));
}

void text_points(struct page *page, enum page_style style, const json_t *object) {
    put_number(page, style, object, "points");
    page_say(page, style, " / ");
    put_number(page, style, object, "max");
}

static void put_score(struct page *page, const json_t *report) {
    const json_t *score = json_object_get(report, "score");
    if (!json_is_object(score)) {
        page_wrap(page, 0, PAGE_BOLD, _("No score: nothing was held against the submission."));
        return;
    }
    page_say(page, PAGE_BOLD, "%s ", _("Points:"));
    text_points(page, PAGE_BOLD, score);
    page_say(page, PAGE_PLAIN, " (");
    put_number(page, PAGE_PLAIN, score, "percent");
    page_say(page, PAGE_PLAIN, " %%)");
    page_end_line(page);
}

static void put_environment(struct page *page, const json_t *report) {
    const json_t *environment = json_object_get(report, "environment");
    page_end_line(page);
    page_say(page, PAGE_DIM, _("mpigrade %s, %s, sandbox: %s"),
             or_empty(member_text(environment, "mpigrade")),
             or_empty(member_text(environment, "mpi")),
             or_empty(member_text(environment, "sandbox")));
    page_end_line(page);
}

void report_text(FILE *out, const json_t *report, const struct report_style *style) {
    struct page page = {.out = out, .style = style};
    const json_t *build = json_object_get(report, "build");
    bool graded = strcmp(or_empty(member_text(report, "outcome")), "graded") == 0;
    put_head(&page, report);
    if (!graded)
        put_reason(&page, report);
    if (!graded || style->verbose)
        put_diagnostics(&page, build, style->verbose ? SIZE_MAX : 40);
    if (graded) {
        text_cases(&page, report);
        text_checks(&page, report);
        if (member_text(report, "wording") != NULL)
            page_wrap(&page, 0, PAGE_DIM, member_text(report, "wording"));
    }
    put_score(&page, report);
    if (style->verbose)
        put_environment(&page, report);
}
