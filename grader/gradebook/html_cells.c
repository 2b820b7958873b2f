/* SPDX-License-Identifier: MIT */
/* Names, links and points: what stands in the cells of the pages' tables. */
#include "gradebook/html.h"

#include "base/messages.h"
#include "base/sha256.h"
#include "base/utf8.h"

#include <inttypes.h>
#include <string.h>

/* ---- what may be seen ---- */

bool class_shows(const struct report_style *style, const struct store_check *check) {
    return style->view != REPORT_VIEW_STUDENT || report_shows(check->visibility, style);
}

bool class_shows_all_of(const struct class_page *page, const char *exercise) {
    for (size_t i = 0; i < page->book->check_count; i++) {
        const struct store_check *check = &page->book->checks[i];
        if (strcmp(check->exercise, exercise) == 0 && !class_shows(page->style, check))
            return false;
    }
    return true;
}

/* ---- links ---- */

/* The folder's name in the store is unique, also without regard to case. What some file systems do
 * not take, or a shell or an address would read as something else, goes; a name that lost some of
 * itself so gets a bit of its hash. */
static const char *page_name(struct arena *arena, const char *folder) {
    char *name = arena_strdup(arena, folder), hash[SHA256_HEX_SIZE];
    bool changed = false;
    for (char *c = name; *c != '\0'; c++) {
        bool hides = c == name && (*c == '.' || *c == '-');
        if (!hides && (unsigned char)*c > ' ' && strchr("/\\<>:\"|?*#%&'`$;!\177", *c) == NULL)
            continue;
        *c = '_';
        changed = true;
    }
    sha256_hex(folder, strlen(folder), hash);
    return changed ? arena_printf(arena, "%s-%.8s", name, hash) : name;
}

const char *class_student_file(struct arena *arena, const struct book_student *student) {
    return arena_printf(arena, "students/%s.html", page_name(arena, student->folder));
}

const char *class_report_file(struct arena *arena, const struct book_student *student,
                              const struct book_exercise *exercise) {
    return arena_printf(arena, "reports/%s/%s.html", page_name(arena, student->folder),
                        page_name(arena, exercise->id));
}

static void begin_link(const struct class_page *page, const char *file) {
    (void)fprintf(page->out, "<a href=\"%s", page->up);
    html_address(page->out, file);
    (void)fputs("\">", page->out);
}

/* Nobody's name makes a page longer than those of all others. */
const char *class_short_name(struct arena *arena, const char *name) {
    enum { MOST_NAME = 120 };
    size_t length = strlen(name), fits = 0;
    for (size_t at = 0; at < length && at < MOST_NAME;) {
        uint32_t character;
        fits = at += utf8_decode(name + at, length - at, &character);
    }
    return fits == length ? name : arena_printf(arena, "%.*s…", (int)fits, name);
}

void put_name(FILE *out, const char *name) {
    ARENA_AUTO arena = arena_new();
    (void)fputs("<bdi>", out);
    html_text(out, class_short_name(arena, name));
    (void)fputs("</bdi>", out);
}

void put_student_link(const struct class_page *page, const struct book_student *student) {
    ARENA_AUTO arena = arena_new();
    if (page->linked)
        begin_link(page, class_student_file(arena, student));
    put_name(page->out, student_called(student));
    if (page->linked)
        (void)fputs("</a>", page->out);
}

static const struct book_student *student_of_key(const struct gradebook *book, const char *key) {
    for (size_t i = 0; i < book->student_count; i++) {
        if (strcmp(book->students[i].key, key) == 0)
            return &book->students[i];
    }
    return NULL;
}

void put_student_of_key(const struct class_page *page, const char *key) {
    const struct book_student *student = student_of_key(page->book, key);
    if (student == NULL)
        put_name(page->out, key);
    else
        put_student_link(page, student);
}

void put_report_of_key(const struct class_page *page, const char *key, const char *exercise) {
    const struct book_student *student = student_of_key(page->book, key);
    for (size_t i = 0; student != NULL && i < page->book->exercise_count; i++) {
        if (strcmp(page->book->exercises[i].id, exercise) == 0) {
            put_report_link(page, student, i, exercise);
            return;
        }
    }
    put_name(page->out, exercise);
}

void put_report_link(const struct class_page *page, const struct book_student *student,
                     size_t exercise, const char *text) {
    ARENA_AUTO arena = arena_new();
    bool linked = page->linked && student->cells[exercise].row.result != 0;
    if (linked)
        begin_link(page, class_report_file(arena, student, &page->book->exercises[exercise]));
    put_name(page->out, text);
    if (linked)
        (void)fputs("</a>", page->out);
}

/* ---- points ---- */

void put_percent(FILE *out, int64_t percent) {
    int64_t tenths = percent / 100;
    if (tenths % 10 == 0)
        (void)fprintf(out, "%" PRId64 " %%", tenths / 10);
    else
        (void)fprintf(out, "%" PRId64 ".%d %%", tenths / 10, (int)(tenths % 10));
}

static void put_tag(FILE *out, const char *class, const char *text) {
    (void)fprintf(out, " <span class=\"tag %s\">", class);
    html_text(out, text);
    (void)fputs("</span>", out);
}

/* What has no score says so in words and shows no number; nothing handed in counts 0 and shows
 * that it is missing. */
void put_cell_content(const struct class_page *page, const struct book_student *student,
                      size_t exercise) {
    const struct book_cell *cell = &student->cells[exercise];
    char points[AMOUNT_SIZE];
    bool graded = cell->state == BOOK_GRADED || cell->row.overridden;
    put_report_link(page, student, exercise,
                    graded ? amount_text(cell->counts, points) : book_state_few_words(cell->state));
    if (cell->row.overridden)
        put_tag(page->out, "hand", _("by hand"));
    else if (cell->row.days_late > 0)
        put_tag(page->out, "late", _("late"));
}
