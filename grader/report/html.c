/* SPDX-License-Identifier: MIT */
/* The page of one report, for the student.
 *
 * All of it is written here, as text and tables, and can be read without a script. report.js adds
 * what is easier to see: the map of iterations, the diagram of messages, a choice of ranks. It
 * draws from the data at the end of the page, and never from what the submission printed. */
#include "report/html_report.h"

#include "base/messages.h"
#include "base/utf8.h"
#include "report/entries.h"
#include "report/formats.h"
#include "report/points.h"
#include "report/text.h"

#include <string.h>

extern const char html_report_style[], html_report_script[]; /* report.css, report_*.js */

/* `Code` in a text is shown as such. */
static void put_prose(FILE *out, const char *text, size_t length) {
    const char *end = text + length;
    for (const char *open; (open = memchr(text, '`', (size_t)(end - text))) != NULL;) {
        const char *close = memchr(open + 1, '`', (size_t)(end - open - 1));
        if (close == NULL)
            break;
        html_bytes(out, text, (size_t)(open - text));
        (void)fputs("<code>", out);
        html_bytes(out, open + 1, (size_t)(close - open - 1));
        (void)fputs("</code>", out);
        text = close + 1;
    }
    html_bytes(out, text, (size_t)(end - text));
}

void html_short(FILE *out, const char *text, size_t length) {
    enum { MOST = 2000 };
    const size_t kept = utf8_fitting(text, length, MOST);
    put_prose(out, text, kept);
    if (kept < length)
        (void)fprintf(out, _(" [... %zu bytes left out ...]"), length - kept);
}

void html_element(FILE *out, const char *tag, const char *class, const char *text) {
    if (text == NULL || *text == '\0')
        return;
    (void)fprintf(out, class == NULL ? "<%s>" : "<%s class=\"%s\">", tag, class);
    html_short(out, text, strlen(text));
    (void)fprintf(out, "</%s>\n", tag);
}

void html_member(FILE *out, const json_t *object, const char *key) {
    if (member_text(object, key) != NULL)
        html_short(out, member_text(object, key), member_length(object, key));
}

void html_section(FILE *out, const char *id, const char *title) {
    (void)fprintf(out, "<section id=\"%s\" aria-labelledby=\"%s-title\">\n", id, id);
    (void)fprintf(out, "<h2 id=\"%s-title\">%s</h2>\n", id, title);
}

static bool is_outcome(const struct html_report *page, enum outcome outcome) {
    const char *key = member_text(page->report, "outcome");
    return key != NULL && strcmp(key, outcome_key(outcome)) == 0;
}

/* ---- the head ---- */

static void put_score(const struct html_report *page) {
    const json_t *score = json_object_get(page->report, "score");
    FILE *out = page->out;
    if (!json_is_object(score)) {
        html_element(out, "p", "score none",
                     _("No score: nothing was held against the submission."));
        return;
    }
    if (!is_outcome(page, OUTCOME_GRADED)) {
        (void)fprintf(out,
                      "<p class=\"score none\"><strong>%s</strong> <span class=\"percent\">"
                      "<span class=\"hidden-text\">%s </span>%s / %s</span></p>\n",
                      _("Cannot be graded"), _("Points:"),
                      points_text(page->arena, member_points(score, "points")),
                      points_text(page->arena, member_points(score, "max")));
        return;
    }
    double percent = json_number_value(json_object_get(score, "percent"));
    const char *grade = percent >= 100 ? "passed" : percent > 0 ? "partial" : "failed";
    (void)fprintf(out,
                  "<p class=\"score %s\"><span class=\"hidden-text\">%s </span><strong>%s</strong>",
                  grade, _("Points:"), points_text(page->arena, member_points(score, "points")));
    (void)fprintf(out, " / %s <span class=\"percent\">%s %%</span></p>\n",
                  points_text(page->arena, member_points(score, "max")),
                  points_text(page->arena, member_points(score, "percent")));
}

static void put_head(const struct html_report *page) {
    const json_t *exercise = json_object_get(page->report, "exercise");
    const json_t *submission = json_object_get(page->report, "submission");
    const char *language = member_text(submission, "language");
    FILE *out = page->out;
    (void)fputs("<header>\n<div class=\"of\">\n<p class=\"exercise\">", out);
    if (page->style->up != NULL) {
        (void)fputs("<a href=\"", out);
        html_address(out, page->style->up);
        (void)fputs("\"><bdi>", out);
        html_text(out, page->style->up_text);
        (void)fputs("</bdi></a> · ", out);
    }
    html_member(out, exercise, "id");
    (void)fputs("</p>\n<h1>", out);
    html_member(out, exercise, "title");
    (void)fputs("</h1>\n<p class=\"submission\"><bdi>", out);
    html_member(out, submission, "name");
    (void)fputs("</bdi>", out);
    if (language != NULL && !report_is_answers(page->report)) {
        (void)fputs(" · ", out);
        html_text(out, strcmp(language, "python") == 0           ? "Python"
                       : *language == 'c' && language[1] == '\0' ? "C"
                       : strcmp(language, "c++") == 0            ? "C++"
                                                                 : language);
    }
    (void)fputs("</p>\n</div>\n", out);
    put_score(page);
    (void)fputs("</header>\n", out);
}

/* Why there is nothing to tell of checks. */
static void put_reason(const struct html_report *page) {
    bool fault = is_outcome(page, OUTCOME_GRADER_FAULT);
    FILE *out = page->out;
    (void)fprintf(out, "<section class=\"reason %s\">\n", fault ? "fault" : "failed");
    html_element(out, "h2", NULL,
                 fault ? _("Not graded, and not the submission's fault") : _("Cannot be graded"));
    html_element(out, "p", NULL, member_text(page->report, "reason"));
    html_element(out, "p", NULL, member_text(page->report, "advice"));
    (void)fputs("</section>\n", out);
}

static bool has_build(const struct html_report *page) {
    return member_length(json_object_get(page->report, "build"), "diagnostics") > 0;
}

static void put_build(const struct html_report *page) {
    const json_t *build = json_object_get(page->report, "build");
    const char *diagnostics = member_text(build, "diagnostics");
    if (!has_build(page))
        return;
    FILE *out = page->out;
    bool ok = json_is_true(json_object_get(build, "ok"));
    html_section(out, "build", _("What the compiler said"));
    (void)fprintf(out, "<details%s>\n<summary><code>", ok ? "" : " open");
    html_member(out, build, "command");
    (void)fputs("</code></summary>\n", out);
    html_stream(page, diagnostics, member_length(build, "diagnostics"));
    (void)fputs("</details>\n</section>\n", out);
}

/* A long page begins with what is on it. */
static void put_contents(const struct html_report *page) {
    bool graded = is_outcome(page, OUTCOME_GRADED);
    const struct {
        const char *id, *title;
        bool there;
    } sections[] = {
        {"build", _("Compiler"), !graded && has_build(page)},
        {"checks", _("Checks"), graded},
        {"cases", report_is_answers(page->report) ? _("Questions") : _("Runs"),
         json_array_size(json_object_get(page->report, "cases")) > 0},
        {"source", _("Source"), html_has_source(page)},
        {"build", _("Compiler"), graded && has_build(page)},
    };
    (void)fprintf(page->out, "<nav class=\"contents no-print\" aria-label=\"%s\">\n<ul>\n",
                  _("On this page"));
    for (size_t i = 0; i < ARRAY_LEN(sections); i++)
        if (sections[i].there)
            (void)fprintf(page->out, "<li><a href=\"#%s\">%s</a></li>\n", sections[i].id,
                          sections[i].title);
    (void)fputs("</ul>\n</nav>\n", page->out);
}

static void put_foot(const struct html_report *page) {
    const json_t *environment = json_object_get(page->report, "environment");
    const json_t *timing = json_object_get(page->report, "timing");
    const char *started = member_text(timing, "started");
    const bool shared = json_is_true(json_object_get(timing, "shared"));
    const char *const words[] = {member_text(environment, "mpigrade"),
                                 member_text(environment, "mpi"),
                                 member_text(environment, "sandbox"), started,
                                 shared ? _("the result of an equal submission") : NULL};
    FILE *out = page->out;
    (void)fputs("<footer>\n<p>mpigrade", out);
    for (size_t i = 0; i < ARRAY_LEN(words); i++) {
        (void)fputs(words[i] == NULL ? "" : i == 0 ? " " : " · ", out);
        if (words[i] != NULL)
            html_short(out, words[i], strlen(words[i]));
    }
    (void)fputs("</p>\n</footer>\n", out);
}

static char *title_of(const struct html_report *page) {
    const char *exercise = member_text(json_object_get(page->report, "exercise"), "id");
    const char *name = member_text(json_object_get(page->report, "submission"), "name");
    return arena_printf(page->arena, "%s · %s", exercise == NULL ? "" : exercise,
                        name == NULL ? "" : name);
}

void report_html(FILE *out, const json_t *report, const struct report_style *style) {
    ARENA_AUTO arena = arena_new();
    struct html_report page = {.out = out, .arena = arena, .report = report, .style = style};
    const struct html_kind kind = {html_report_style, html_report_script};
    html_collect_notes(&page);
    html_begin(out, entries_clip(arena, title_of(&page), 200), &kind);
    put_head(&page);
    const bool graded = is_outcome(&page, OUTCOME_GRADED);
    if (html_has_source(&page) || graded)
        put_contents(&page);
    (void)fputs("<main id=\"main\" class=\"report\">\n", out);
    if (graded) {
        html_checks(&page);
    } else {
        put_reason(&page);
        put_build(&page);
    }
    html_cases(&page);
    html_source(&page);
    if (graded)
        put_build(&page);
    (void)fputs("</main>\n", out);
    put_foot(&page);
    html_data(out, html_pictures(&page));
    html_end(out, &kind);
}
