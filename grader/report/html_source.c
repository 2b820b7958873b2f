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

enum { SOURCE_LINES_MOST = 5000 };

/* A long file is cut. */
static long count_lines(const json_t *file) {
    const char *text = member_text(file, "text");
    long lines = 0;
    if (text == NULL)
        return 0;
    for (const char *end = text + member_length(file, "text");
         text < end && lines < SOURCE_LINES_MOST; lines++) {
        const char *newline = memchr(text, '\n', (size_t)(end - text));
        text = newline == NULL ? end : newline + 1;
    }
    return lines;
}

static void count_all_lines(struct html_report *page) {
    size_t i;
    json_t *file;
    page->lines = arena_array(page->arena, json_array_size(files_of(page)), sizeof *page->lines);
    json_array_foreach(files_of(page), i, file) page->lines[i] = count_lines(file);
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
    if (file < 0 || line < 1 || *end != '\0' || line > page->lines[file])
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

/* The next "(ring.c:14)" of a text that is on the page: NULL when there is none. */
static const char *next_place(const struct html_report *page, const char *text, char **ret_place) {
    size_t file;
    long line;
    for (const char *open; (open = strchr(text, '(')) != NULL; text = open + 1) {
        const char *close = strpbrk(open + 1, "()\n");
        if (close == NULL || *close != ')')
            continue;
        *ret_place = arena_strndup(page->arena, open + 1, (size_t)(close - open - 1));
        if (find_place(page, *ret_place, &file, &line))
            return open;
    }
    return NULL;
}

void html_linked(const struct html_report *page, const char *tag, const char *class,
                 const char *text) {
    enum { MOST = 2000 };
    FILE *out = page->out;
    if (text == NULL || strlen(text) > MOST) {
        html_element(out, tag, class, text);
        return;
    }
    (void)fprintf(out, class == NULL ? "<%s>" : "<%s class=\"%s\">", tag, class);
    char *place;
    for (const char *open; (open = next_place(page, text, &place)) != NULL;) {
        html_short(out, text, (size_t)(open + 1 - text));
        html_place(page, place);
        text = open + 1 + strlen(place);
    }
    html_short(out, text, strlen(text));
    (void)fprintf(out, "</%s>\n", tag);
}

/* ---- what is said of them ---- */

/* Of ranks that wait at a line in several cases, the first case will do. */
static void add_note(struct html_report *page, const char *source, int run, const char *text) {
    struct html_note note = {.run = run, .text = text};
    if (text == NULL || !find_place(page, source, &note.file, &note.line))
        return;
    for (size_t i = 0; i < page->note_count; i++) {
        const struct html_note *other = &page->notes[i];
        bool known =
            strcmp(other->text, text) == 0 || (run >= 0 && other->run >= 0 && other->run != run);
        if (other->file == note.file && other->line == note.line && known)
            return;
    }
    struct html_note *added = arena_push(page->arena, &page->notes, &page->note_count,
                                         &page->note_capacity, sizeof *added);
    *added = note;
}

/* That a case is stuck is told of each of its ranks. */
static bool is_of_deadlock(const struct html_report *page, const json_t *finding) {
    const json_t *run = case_of_id(page->report, member_text(finding, "case"));
    return json_is_object(json_object_get(run, "deadlock"));
}

static void add_findings(struct html_report *page, const json_t *check) {
    const json_t *findings = json_object_get(check, "findings");
    size_t i;
    json_t *finding;
    json_array_foreach(findings, i, finding) {
        const char *what = member_text(finding, "what");
        const char *source = member_text(json_object_get(finding, "where"), "source");
        char *place;
        if (finding_has_earlier(findings, i))
            continue;
        if (source != NULL)
            add_note(page, source, -1, what);
        else if (what != NULL && !is_of_deadlock(page, finding) &&
                 next_place(page, what, &place) != NULL)
            add_note(page, place, -1, what);
    }
}

static void add_waits(struct html_report *page, int number, const json_t *run) {
    size_t i;
    json_t *rank;
    json_array_foreach(json_object_get(json_object_get(run, "deadlock"), "ranks"), i, rank) {
        const char *text = member_text(rank, "text");
        if (text != NULL)
            add_note(
                page, html_place_text(page, json_object_get(rank, "where")), number,
                arena_printf(page->arena, "np %d: %s", (int)member_integer(run, "np", 0), text));
    }
}

/* A line of a C compiler, "ring.c:14:5: error: ...". */
static void add_diagnostic(struct html_report *page, const char *line) {
    static const char *const kinds[] = {": error: ", ": fatal error: ", ": warning: "};
    for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
        const char *kind = strstr(line, kinds[i]);
        if (kind == NULL)
            continue;
        char *place = arena_strndup(page->arena, line, (size_t)(kind - line));
        char *column = strrchr(place, ':');
        if (column != NULL)
            *column = '\0';
        size_t known = page->note_count;
        add_note(page, place, -1, kind + 2);
        if (page->note_count > known)
            page->notes[known].mild = strncmp(kind, ": warning", 9) == 0;
        return;
    }
}

static void add_diagnostics(struct html_report *page) {
    enum { MOST = 200 };
    const char *text = member_text(json_object_get(page->report, "build"), "diagnostics");
    for (int i = 0; text != NULL && *text != '\0' && i < MOST; i++) {
        size_t length = strcspn(text, "\n");
        if (length < 500)
            add_diagnostic(page, arena_strndup(page->arena, text, length));
        text += length + (text[length] == '\n');
    }
}

void html_collect_notes(struct html_report *page) {
    size_t i;
    json_t *check, *run;
    count_all_lines(page);
    add_diagnostics(page);
    json_array_foreach(json_object_get(page->report, "checks"), i, check) add_findings(page, check);
    json_array_foreach(json_object_get(page->report, "cases"), i, run) add_waits(page, (int)i, run);
}

/* ---- the files ---- */

enum { NOTES_MOST = 8 }; /* of a line */

static void put_notes(const struct html_report *page, size_t file, long line) {
    int told = 0, left = 0;
    for (size_t i = 0; i < page->note_count; i++) {
        if (page->notes[i].file != file || page->notes[i].line != line)
            continue;
        if (told == NOTES_MOST) {
            left++;
            continue;
        }
        (void)fputs(told++ == 0 ? "<ul class=\"notes\">\n<li>" : "<li>", page->out);
        html_short(page->out, page->notes[i].text, strlen(page->notes[i].text));
        (void)fputs("</li>\n", page->out);
    }
    if (left > 0)
        html_element(page->out, "li", NULL,
                     arena_printf(page->arena, _("... and %zu more."), (size_t)left));
    if (told > 0)
        (void)fputs("</ul>\n", page->out);
}

/* How a line with notes is marked, as an attribute. */
static const char *mark_of(const struct html_report *page, size_t file, long line) {
    bool mild = false;
    for (size_t i = 0; i < page->note_count; i++) {
        const struct html_note *note = &page->notes[i];
        if (note->file != file || note->line != line)
            continue;
        if (!note->mild)
            return " class=\"noted\"";
        mild = true;
    }
    return mild ? " class=\"noted mild\"" : "";
}

/* A list, so that its numbers are not copied with the lines. */
static void put_lines(const struct html_report *page, size_t file, const char *text,
                      size_t length) {
    FILE *out = page->out;
    const char *end = text + length;
    (void)fputs("<ol class=\"lines\">\n", out);
    for (long line = 1; text < end && line <= SOURCE_LINES_MOST; line++) {
        const char *newline = memchr(text, '\n', (size_t)(end - text));
        const char *stop = newline == NULL ? end : newline;
        (void)fprintf(out, "<li id=\"F%zuL%ld\"%s><code>", file, line, mark_of(page, file, line));
        html_bytes(out, text, (size_t)(stop - text));
        (void)fputs("</code>\n", out);
        put_notes(page, file, line);
        (void)fputs("</li>\n", out);
        text = newline == NULL ? end : newline + 1;
    }
    (void)fputs("</ol>\n", out);
    if (text < end)
        html_element(
            out, "p", "more",
            arena_printf(page->arena, _("Only the first %d lines are shown."), SOURCE_LINES_MOST));
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

bool html_has_source(const struct html_report *page) {
    size_t i;
    json_t *file;
    bool some = false;
    json_array_foreach(files_of(page), i, file) some |= member_length(file, "text") > 0;
    return some;
}

void html_source(const struct html_report *page) {
    size_t i;
    json_t *file;
    if (!html_has_source(page))
        return;
    html_section(page->out, "source", _("Source"));
    json_array_foreach(files_of(page), i, file) put_file(page, i, file);
    (void)fputs("</section>\n", page->out);
}
