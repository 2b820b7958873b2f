/* SPDX-License-Identifier: MIT */
/* A folder of pages: the class's, and behind it one of each student and one of each report.
 *
 *     index.html, students/NAME.html, reports/NAME/EXERCISE.html
 *
 * They are written one after the other, the class's last, so that it never leads to what is not
 * there. What an earlier run left and this one does not write is removed, if it is ours. */
#include "gradebook/html.h"

#include "base/files.h"
#include "base/messages.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct writer {
    const struct class_pages *ask;
    const struct gradebook *book;
    struct store *store;
    struct arena *arena;
    size_t count, capacity, total;
    const char **written; /* relative to the folder; sorted before they are looked up */
};

/* ---- writing ---- */

static int write_page(struct writer *writer, const char *file, const char *text, size_t length,
                      struct error *error) {
    ARENA_AUTO arena = arena_new();
    const char *path = path_join(arena, writer->ask->folder, file);
    if (folder_make(path_folder(arena, path), error) != 0 ||
        file_write_quickly(path, text, length, error) != 0)
        return -1;
    *(const char **)arena_push(writer->arena, &writer->written, &writer->count, &writer->capacity,
                               sizeof *writer->written) = arena_strdup(writer->arena, file);
    if (writer->ask->progress != NULL)
        writer->ask->progress(writer->ask->context, writer->count, writer->total);
    return 0;
}

/* `student` SIZE_MAX: the class's. */
static int write_overview(struct writer *writer, size_t student, struct error *error) {
    ARENA_AUTO arena = arena_new();
    bool class = student == SIZE_MAX;
    char *text = NULL;
    size_t length;
    struct class_page page = {.out = open_memstream(&text, &length),
                              .book = writer->book,
                              .style = writer->ask->style,
                              .linked = true,
                              .up = class ? "" : "../"};
    if (page.out == NULL)
        die("out of memory");
    if (class)
        class_html_page(&page);
    else
        class_html_student(&page, student);
    if (fclose(page.out) != 0)
        die("out of memory");
    const char *file =
        class ? "index.html" : class_student_file(arena, &writer->book->students[student]);
    int status = write_page(writer, file, text, length, error);
    free(text);
    return status;
}

static int write_report(struct writer *writer, const struct book_student *student, size_t exercise,
                        struct error *error) {
    int64_t result = student->cells[exercise].row.result;
    json_auto_t *report = result == 0 ? NULL : store_report(writer->store, result, error);
    if (report == NULL)
        return result == 0 ? 0 : -1;
    ARENA_AUTO arena = arena_new();
    size_t length;
    struct report_style style = *writer->ask->style;
    style.up = arena_printf(arena, "../../%s", class_student_file(arena, student));
    style.up_text = class_short_name(arena, student_called(student));
    json_auto_t *seen = report_as_seen(report, REPORT_HTML, &style);
    char *text = report_render(seen, REPORT_HTML, &style, &length);
    const char *file = class_report_file(arena, student, &writer->book->exercises[exercise]);
    int status = write_page(writer, file, text, length, error);
    free(text);
    return status;
}

static int write_all(struct writer *writer, struct error *error) {
    const struct gradebook *book = writer->book;
    writer->total = 1 + book->student_count;
    for (size_t i = 0; i < book->cell_count; i++)
        writer->total += book->cells[i].row.result != 0;
    for (size_t i = 0; i < book->student_count; i++) {
        for (size_t k = 0; k < book->exercise_count; k++) {
            if (write_report(writer, &book->students[i], k, error) != 0)
                return -1;
        }
        if (write_overview(writer, i, error) != 0)
            return -1;
    }
    return write_overview(writer, SIZE_MAX, error);
}

/* ---- what was there before ---- */

/* Whether we wrote it. What cannot be read is not ours. */
static bool is_ours(const char *path) {
    enum { ENOUGH = 4096 };
    char begin[ENOUGH + 1];
    FILE *file = fopen(path, "re");
    if (file == NULL)
        return false;
    size_t length = fread(begin, 1, ENOUGH, file);
    (void)fclose(file);
    begin[length] = '\0';
    return strstr(begin, HTML_MARK) != NULL;
}

static int by_name(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void close_folder(DIR **folder) {
    if (*folder != NULL)
        (void)closedir(*folder);
}

static bool ends_in_html(const char *name) {
    size_t length = strlen(name);
    return length > 5 && strcmp(name + length - 5, ".html") == 0;
}

/* Removes pages of ours in a folder below ours that this run did not write, and the folders in it
 * that become empty so. What cannot be removed stays: nothing leads to it. */
static void remove_stale(const struct writer *writer, const char *below, bool deeper) {
    ARENA_AUTO arena = arena_new();
    CLEANUP(close_folder) DIR *folder = opendir(path_join(arena, writer->ask->folder, below));
    if (folder == NULL)
        return;
    for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        const char *file = arena_printf(arena, "%s/%s", below, entry->d_name);
        const char *path = path_join(arena, writer->ask->folder, file);
        if (entry->d_name[0] == '.')
            continue;
        if (deeper && path_is_folder(path)) {
            remove_stale(writer, file, false);
            (void)rmdir(path);
        } else if (ends_in_html(file) && is_ours(path) &&
                   bsearch(&file, writer->written, writer->count, sizeof file, by_name) == NULL)
            (void)unlink(path);
    }
}

static int refuse_others(const char *folder, struct error *error) {
    ARENA_AUTO arena = arena_new();
    const char *index = path_join(arena, folder, "index.html");
    if (access(index, F_OK) != 0 || is_ours(index))
        return 0;
    error_set(error, ERROR_USAGE, _("%s is no page of mpigrade's"), index);
    error_advise(error, _("Name another folder with -o, so that it is not lost."));
    return -1;
}

int class_pages_write(const struct gradebook *book, struct store *store,
                      const struct class_pages *ask, struct error *error) {
    ARENA_AUTO arena = arena_new();
    struct writer writer = {.ask = ask, .book = book, .store = store, .arena = arena};
    if (refuse_others(ask->folder, error) != 0)
        return -1;
    if (write_all(&writer, error) != 0) {
        error_advise(error, _("Name another folder with -o."));
        return -1;
    }
    if (!ask->whole)
        return 0;
    qsort(writer.written, writer.count, sizeof *writer.written, by_name);
    remove_stale(&writer, "students", false);
    remove_stale(&writer, "reports", true);
    return 0;
}
