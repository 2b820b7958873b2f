/* SPDX-License-Identifier: MIT */
/* The source, with what is said of its lines at their place. */
#include "report/html_report.h"

#include "base/files.h"
#include "base/messages.h"
#include "report/text.h"

#include <stdlib.h>
#include <string.h>

/* ---- places ---- */

static const json_t *files_of(const struct html_report *page) {
    return json_object_get(json_object_get(page->report, "submission"), "files");
}

/* The file on the page that a place speaks of: that path, or else the first of that name. */
static int file_on_page(const struct html_report *page, const char *name) {
    int found = -1;
    size_t i;
    json_t *file;
    json_array_foreach(files_of(page), i, file) {
        const char *path = member_text(file, "path");
        if (member_length(file, "text") == 0 || path == NULL)
            continue;
        if (strcmp(path, name) == 0)
            return (int)i;
        if (found < 0 && strcmp(path_base(path), path_base(name)) == 0)
            found = (int)i;
    }
    return found;
}

/* How many of the file's lines are on the page: a long file is cut in the report. */
static long count_lines(const struct html_report *page, size_t file) {
    const json_t *of = json_array_get(files_of(page), file);
    const char *text = member_text(of, "text"), *end = text + member_length(of, "text");
    long lines = 0;
    for (; text < end; lines++) {
        const char *newline = memchr(text, '\n', (size_t)(end - text));
        text = newline == NULL ? end : newline + 1;
    }
    return lines;
}

/* "a.c:12" as a file of the page and a line; false when it is not on the page. */
static bool find_place(const struct html_report *page, const char *source, size_t *ret_file,
                       long *ret_line) {
    const char *colon = source == NULL ? NULL : strrchr(source, ':');
    if (colon == NULL)
        return false;
    char *end;
    long line = strtol(colon + 1, &end, 10);
    int file = file_on_page(page, arena_strndup(page->arena, source, (size_t)(colon - source)));
    if (file < 0 || line < 1 || *end != '\0' || line > count_lines(page, (size_t)file))
        return false;
    *ret_file = (size_t)file;
    *ret_line = line;
    return true;
}

void html_place(const struct html_report *page, const char *source) {
    size_t file;
    long line;
    bool linked = find_place(page, source, &file, &line);
    if (linked)
        (void)fprintf(page->out, "<a href=\"#F%zuL%ld\">", file, line);
    (void)fputs("<code>", page->out);
    html_text(page->out, source);
    (void)fputs(linked ? "</code></a>" : "</code>", page->out);
}

const char *html_place_text(const struct html_report *page, const json_t *place) {
    const char *file = member_text(place, "file");
    return file == NULL ? NULL
                        : arena_printf(page->arena, "%s:%lld", file,
                                       (long long)member_integer(place, "line", 0));
}

/* ---- what is said of them ---- */

static void add_note(struct html_report *page, const char *source, const char *text) {
    struct html_note note = {.text = text};
    if (text == NULL || !find_place(page, source, &note.file, &note.line))
        return;
    for (size_t i = 0; i < page->note_count; i++) {
        const struct html_note *other = &page->notes[i];
        if (other->file == note.file && other->line == note.line && strcmp(other->text, text) == 0)
            return;
    }
    struct html_note *added = arena_push(page->arena, &page->notes, &page->note_count,
                                         &page->note_capacity, sizeof *added);
    *added = note;
}

static void add_findings(struct html_report *page, const json_t *check) {
    size_t i;
    json_t *finding;
    json_array_foreach(json_object_get(check, "findings"), i, finding) {
        if (!finding_has_earlier(json_object_get(check, "findings"), i))
            add_note(page, member_text(json_object_get(finding, "where"), "source"),
                     member_text(finding, "what"));
    }
}

void html_collect_notes(struct html_report *page) {
    size_t i, k;
    json_t *check, *run, *rank;
    json_array_foreach(json_object_get(page->report, "checks"), i, check) add_findings(page, check);
    json_array_foreach(json_object_get(page->report, "cases"), i, run) {
        json_array_foreach(json_object_get(json_object_get(run, "deadlock"), "ranks"), k, rank)
            add_note(page, html_place_text(page, json_object_get(rank, "where")),
                     member_text(rank, "text"));
    }
}

/* ---- the files ---- */

enum { NOTES_MOST = 8 }; /* of a line */

static void put_notes(const struct html_report *page, size_t file, long line) {
    int told = 0;
    for (size_t i = 0; i < page->note_count && told < NOTES_MOST; i++) {
        if (page->notes[i].file != file || page->notes[i].line != line)
            continue;
        (void)fputs(told++ == 0 ? "<ul class=\"notes\">\n<li>" : "<li>", page->out);
        html_short(page->out, page->notes[i].text, strlen(page->notes[i].text));
        (void)fputs("</li>\n", page->out);
    }
    if (told > 0)
        (void)fputs("</ul>\n", page->out);
}

static bool has_note(const struct html_report *page, size_t file, long line) {
    for (size_t i = 0; i < page->note_count; i++) {
        if (page->notes[i].file == file && page->notes[i].line == line)
            return true;
    }
    return false;
}

/* A list, so that its numbers are not copied with the lines. */
static void put_lines(const struct html_report *page, size_t file, const char *text,
                      size_t length) {
    FILE *out = page->out;
    const char *end = text + length;
    (void)fputs("<ol class=\"lines\">\n", out);
    for (long line = 1; text < end; line++) {
        const char *newline = memchr(text, '\n', (size_t)(end - text));
        const char *stop = newline == NULL ? end : newline;
        (void)fprintf(out, "<li id=\"F%zuL%ld\"%s><code>", file, line,
                      has_note(page, file, line) ? " class=\"noted\"" : "");
        html_bytes(out, text, (size_t)(stop - text));
        (void)fputs("</code>\n", out);
        put_notes(page, file, line);
        (void)fputs("</li>\n", out);
        text = newline == NULL ? end : newline + 1;
    }
    (void)fputs("</ol>\n", out);
}

static void put_file(const struct html_report *page, size_t number, const json_t *file) {
    size_t length = member_length(file, "text");
    FILE *out = page->out;
    if (length == 0)
        return;
    (void)fputs("<details class=\"file\" open>\n<summary><h3><bdi>", out);
    html_text(out, member_text(file, "path"));
    (void)fputs("</bdi></h3></summary>\n", out);
    (void)fprintf(out, "<div class=\"frame\" tabindex=\"0\" role=\"group\" aria-label=\"%s\">\n",
                  _("Source"));
    put_lines(page, number, member_text(file, "text"), length);
    (void)fputs("</div>\n</details>\n", out);
}

void html_source(const struct html_report *page) {
    size_t i;
    json_t *file;
    bool some = false;
    json_array_foreach(files_of(page), i, file) some |= member_length(file, "text") > 0;
    if (!some)
        return;
    (void)fputs("<section id=\"source\">\n", page->out);
    html_element(page->out, "h2", NULL, _("Source"));
    json_array_foreach(files_of(page), i, file) put_file(page, i, file);
    (void)fputs("</section>\n", page->out);
}
