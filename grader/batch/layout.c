/* SPDX-License-Identifier: MIT */
/* Theory of operation. A scan lists all files (scan.h). A layout says of each whose it is and which
 * part of its path may name the exercise (layouts.h); people and exercises are recognised there
 * (people.h, match.h). Files of one student, exercise and attempt are then put together
 * (attempts.c). What fails on the way becomes a stray, with a reason; nothing is passed over. */
#include "batch/layout.h"

#include "base/files.h"
#include "base/messages.h"
#include "batch/layouts.h"
#include "batch/match.h"
#include "submission/collect.h"
#include "submission/submission.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { SOURCE_BYTES = 4 << 20 };

static const char *const layout_keys[LAYOUT_COUNT] = {
#define X(name, key, text) [LAYOUT_##name] = (key),
    LAYOUTS(X)
#undef X
};

static const struct layout_kind *const layout_kinds[LAYOUT_COUNT] = {
    [LAYOUT_FOLDERS] = &layout_folders,       [LAYOUT_FILES] = &layout_files,
    [LAYOUT_MOODLE] = &layout_moodle,         [LAYOUT_CANVAS] = &layout_canvas,
    [LAYOUT_GRADESCOPE] = &layout_gradescope, [LAYOUT_CLASSROOM] = &layout_classroom,
};

const char *layout_key(enum layout layout) {
    return layout_keys[layout];
}

const char *layout_text(enum layout layout) {
    static const char *const texts[LAYOUT_COUNT] = {
#define X(name, key, text) [LAYOUT_##name] = (text),
        LAYOUTS(X)
#undef X
    };
    return _(texts[layout]);
}

int layout_find(const char *key) {
    for (int i = 0; i < LAYOUT_COUNT; i++)
        if (strcmp(layout_keys[i], key) == 0)
            return i;
    return -1;
}

void located_owner(const struct reader_of_layout *reader, struct located *located,
                   const struct owner *owner) {
    struct owner *kept = arena_alloc(reader->arena, sizeof *kept);
    *kept = *owner;
    located->owners = kept;
    located->owner_count = 1;
}

static enum layout recognise(const struct reader_of_layout *reader) {
    static const enum layout order[] = {LAYOUT_GRADESCOPE, LAYOUT_MOODLE, LAYOUT_CANVAS,
                                        LAYOUT_CLASSROOM, LAYOUT_FILES};
    for (size_t i = 0; i < ARRAY_LEN(order); i++)
        if (layout_kinds[order[i]]->recognise(reader))
            return order[i];
    return LAYOUT_FOLDERS;
}

/* ---- archives of a whole download ---- */

static bool is_download(const char *path) {
    for (size_t i = 0; i < LAYOUT_COUNT; i++)
        if (layout_kinds[i]->is_like != NULL && layout_kinds[i]->is_like(path))
            return true;
    return false;
}

/* Puts an archive's content in its place; the archive itself goes. */
static int open_archive(struct scan *scan, size_t index, int64_t most, struct error *error) {
    struct file archive = scan->files[index];
    const char *folder = scan_unpack(scan, &archive, most, error);
    if (error->kind != ERROR_NONE)
        return -1;
    scan->files[index] = scan->files[--scan->file_count];
    return folder == NULL ? 0 : scan_folder(scan, folder, archive.path, error);
}

/* One archive for each exercise, as it was downloaded. Those of students lie deeper, or do not hold
 * names as platforms make them. */
static int open_downloads(struct scan *scan, struct error *error) {
    for (size_t i = scan->file_count; i-- > 0;) {
        const struct file *file = &scan->files[i];
        if (strchr(file->path, '/') == NULL && archive_suffix(file->path) &&
            !is_download(file->path) && archive_holds(file->where, is_download) &&
            open_archive(scan, i, 0, error) != 0)
            return -1;
    }
    return 0;
}

static int scan_all(struct scan *scan, const char *folder, struct error *error) {
    if (path_is_folder(folder)) {
        if (scan_folder(scan, folder, "", error) != 0)
            return -1;
    } else if (!path_is_file(folder) || !archive_suffix(folder)) {
        return error_set(error, ERROR_USAGE,
                         path_is_file(folder) ? _("%s is neither a folder nor an archive")
                                              : _("there is no folder %s"),
                         folder);
    } else {
        struct file archive = {.path = "", .where = folder};
        const char *inside = scan_unpack(scan, &archive, 0, error);
        if (error->kind != ERROR_NONE || inside == NULL)
            return error_set(error, ERROR_USAGE, _("%s is no archive that can be unpacked"),
                             folder);
        scan->root = inside;
        if (scan_folder(scan, inside, "", error) != 0)
            return -1;
    }
    scan_sort(scan); /* the same archives get the same folders each time */
    if (open_downloads(scan, error) != 0)
        return -1;
    scan_sort(scan);
    return 0;
}

/* ---- attributing ---- */

static bool has_suffix(const char *path, const char *suffix) {
    size_t length = strlen(path), tail = strlen(suffix);
    return length > tail && strcasecmp(path + length - tail, suffix) == 0;
}

static bool takes_answers(const struct course *course) {
    for (size_t i = 0; i < course->exercise_count; i++)
        if (course->exercises[i].answers)
            return true;
    return false;
}

/* Whether it may be what is graded: a source with a program in it, an archive, a notebook, answers.
 * Others are its headers, helpers, data … */
static bool is_main(const struct course *course, const struct item *item) {
    enum language language;
    if (archive_suffix(item->below) || notebook_suffix(item->below))
        return true;
    if (has_suffix(item->below, ".json") || has_suffix(item->below, ".csv"))
        return takes_answers(course);
    if (language_of_path(item->below, &language) != 0)
        return false;
    ARENA_AUTO arena = arena_new();
    struct error error = {0};
    char *bytes;
    size_t length;
    if (file_read(arena, item->where, SOURCE_BYTES, ERROR_USAGE, &bytes, &length, &error) != 0)
        return true; /* grading says what is wrong with it */
    return language == LANGUAGE_PYTHON ? is_python_program(bytes, length) : has_main(bytes, length);
}

/* "v2", "attempt_3", "intento 1": which attempt a folder's name says; 0: none. */
static int folder_attempt(const char *name, size_t length) {
    static const char *const words[] = {"v", "attempt", "intento", "version", "try"};
    struct word cut[WORDS_MOST];
    if (cut_words(name, length, cut) != 2 || cut[0].is_number || !cut[1].is_number ||
        cut[1].to - cut[1].from > 3)
        return 0;
    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        if (strlen(words[i]) == cut[0].to - cut[0].from &&
            strncasecmp(name + cut[0].from, words[i], strlen(words[i])) == 0)
            return (int)strtol(name + cut[1].from, NULL, 10);
    return 0;
}

/* Which attempt the path of a file says; takes that out of it, because it is no exercise's. */
static int path_attempt(struct arena *arena, const char **below, int order) {
    for (const char *part = *below, *slash; (slash = strchr(part, '/')) != NULL; part = slash + 1) {
        int attempt = folder_attempt(part, (size_t)(slash - part));
        if (attempt == 0)
            continue;
        *below = arena_printf(arena, "%.*s%s", (int)(part - *below), *below, slash + 1);
        return attempt;
    }
    const char *base = path_base(*below);
    size_t stem = stem_length(base), end = stem;
    int attempt = cut_attempt(base, &end);
    if (order > 1 || end == stem)
        return order;
    *below =
        arena_printf(arena, "%.*s%s", (int)(base - *below + (ptrdiff_t)end), *below, base + stem);
    return attempt;
}

static long exercise_of(const struct course *course, const struct located *located) {
    if (course->exercise_count == 1)
        return 0;
    long above =
        located->above[0] == '\0' ? MATCH_NONE : match_path(course, located->above).exercise;
    return above >= 0 ? above : match_path(course, located->below).exercise;
}

/* One student's share of a file. */
static void add_item(struct reader_of_layout *reader, struct items *items, const struct file *file,
                     const struct located *located, size_t person) {
    struct item *item = arena_push(reader->arena, &items->items, &items->count, &items->capacity,
                                   sizeof *items->items);
    *item = (struct item){.path = file->path,
                          .where = file->where,
                          .below = located->below,
                          .set = located->set,
                          .person = person,
                          .time = located->time,
                          .late = located->late,
                          .renamed = strcmp(path_base(file->path), path_base(located->below)) != 0};
    item->order = path_attempt(reader->arena, &item->below, located->order);
    struct located plain = *located;
    plain.below = item->below;
    item->exercise = exercise_of(reader->course, &plain);
    item->is_main = is_main(reader->course, item);
}

static void attribute(struct reader_of_layout *reader, struct items *items, const struct file *file,
                      const struct located *located) {
    if (located->owner_count == 0)
        scan_stray(reader->scan, file->path,
                   located->why != NULL ? located->why : _("nobody is known to have handed it in"));
    for (size_t i = 0; i < located->owner_count; i++) {
        long person = people_find(reader->people, &located->owners[i]);
        if (person < 0)
            scan_stray(reader->scan, file->path,
                       _("several students are called like this: rename it after a login, an "
                         "e-mail or a number"));
        else
            add_item(reader, items, file, located, (size_t)person);
    }
}

/* An archive that holds several exercises is opened here; what is in it belongs to its owner. */
static bool must_open(const struct reader_of_layout *reader, const struct file *file,
                      const struct located *located) {
    return reader->course->exercise_count > 1 && located->owner_count > 0 &&
           archive_suffix(file->path) && exercise_of(reader->course, located) < 0;
}

static int attribute_content(struct reader_of_layout *reader, struct items *items,
                             const struct file *archive, const struct located *located,
                             struct error *error) {
    struct scan *scan = reader->scan;
    size_t first = scan->file_count, behind = strlen(archive->path);
    struct file copy = *archive; /* the list may move */
    const char *folder = scan_unpack(scan, &copy, COLLECT_TOTAL_BYTES, error);
    if (error->kind != ERROR_NONE)
        return -1;
    if (folder == NULL)
        return 0;
    if (scan_folder(scan, folder, copy.path, error) != 0)
        return -1;
    for (size_t i = first; i < scan->file_count; i++) {
        struct located inside = *located;
        inside.below =
            arena_printf(reader->arena, "%s%s", located->below, scan->files[i].path + behind);
        attribute(reader, items, &scan->files[i], &inside);
    }
    return 0;
}

static int attribute_all(struct reader_of_layout *reader, const struct layout_kind *kind,
                         struct items *items, struct error *error) {
    struct scan *scan = reader->scan;
    size_t count = scan->file_count;
    for (size_t i = 0; i < count; i++) {
        struct located located = {.above = "", .below = "", .order = 1, .set = ""};
        struct file file = scan->files[i];
        kind->locate(reader, &file, &located);
        if (located.skip)
            continue;
        if (!must_open(reader, &file, &located))
            attribute(reader, items, &file, &located);
        else if (attribute_content(reader, items, &file, &located, error) != 0)
            return -1;
    }
    scan_sort(scan);
    return 0;
}

struct handed_in *layout_read(struct arena *arena, const struct course *course, const char *folder,
                              const char *scratch, int layout, struct error *error) {
    char *root = realpath(folder, NULL);
    struct scan scan = {.arena = arena,
                        .root = root == NULL ? folder : arena_strdup(arena, root),
                        .scratch = scratch,
                        .course = course};
    free(root);
    struct reader_of_layout reader = {.arena = arena,
                                      .course = course,
                                      .scan = &scan,
                                      .people = people_new(arena, course),
                                      .chosen = layout >= 0};
    struct handed_in *handed_in = arena_alloc(arena, sizeof *handed_in);
    struct items items = {0};
    if (scan_all(&scan, scan.root, error) != 0)
        return NULL;
    handed_in->layout = layout >= 0 ? (enum layout)layout : recognise(&reader);
    const struct layout_kind *kind = layout_kinds[handed_in->layout];
    if ((kind->prepare != NULL && kind->prepare(&reader, error) != 0) ||
        attribute_all(&reader, kind, &items, error) != 0 ||
        attempts_make(&reader, &items, handed_in, error) != 0)
        return NULL;
    return handed_in;
}
