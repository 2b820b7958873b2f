/* SPDX-License-Identifier: MIT */
/* Folders and files as people make them: STUDENT/EXERCISE/…, STUDENT/file, EXERCISE/STUDENT/…,
 * EXERCISE/alice.c, alice_02.c, 02-alice.c; with a folder or more around it all, or for sections.
 */
#include "batch/layouts.h"

#include "base/files.h"
#include "base/messages.h"
#include "batch/match.h"
#include "submission/collect.h"

#include <string.h>

/* ---- names that hold a student and perhaps an exercise ---- */

static bool is_separator(char c) {
    return strchr(" _-.,+", c) != NULL;
}

/* The longest run of words that the roster knows. */
static bool find_known(const struct reader_of_layout *reader, const char *name, size_t length,
                       size_t *ret_from, size_t *ret_to) {
    struct word words[WORDS_MOST];
    size_t count = cut_words(name, length, words), best = 0;
    for (size_t i = 0; i < count; i++) {
        for (size_t j = i; j < count; j++) {
            size_t size = words[j].to - words[i].from;
            /* Two letters, or a small number, are in too many names. */
            if (size < 3 || size <= best ||
                people_known(reader->people, name + words[i].from, size) == PERSON_NONE)
                continue;
            best = size;
            *ret_from = words[i].from;
            *ret_to = words[j].to;
        }
    }
    return best > 0;
}

/* Without separators and words like "exercise" at both ends. */
static void trim(const char *name, size_t *from, size_t *to) {
    struct word words[WORDS_MOST];
    size_t count = cut_words(name + *from, *to - *from, words), first = 0;
    while (first < count && word_is_marker(name + *from, &words[first]) &&
           !words[first].touches_after)
        first++;
    while (count > first && word_is_marker(name + *from, &words[count - 1]) &&
           !words[count - 1].touches_before)
        count--;
    size_t start = *from;
    if (first == count) {
        *to = *from;
        return;
    }
    if (first > 0)
        *from = start + words[first].from;
    if (count > 0 && words[count - 1].to < *to - start && count < WORDS_MOST)
        *to = start + words[count - 1].to;
    while (*from < *to && is_separator(name[*from]))
        (*from)++;
    while (*to > *from && is_separator(name[*to - 1]))
        (*to)--;
}

/* What is left of the name beside the exercise: the longer side of it. */
static bool find_beside(const struct reader_of_layout *reader, const char *name, size_t length,
                        size_t least, size_t *ret_from, size_t *ret_to) {
    struct match match = match_name(reader->course, name, length);
    if (match.exercise < 0 || match.strength < least)
        return false;
    size_t before_from = 0, before_to = match.from, after_from = match.to, after_to = length;
    trim(name, &before_from, &before_to);
    trim(name, &after_from, &after_to);
    bool before = before_to - before_from >= after_to - after_from;
    *ret_from = before ? before_from : after_from;
    *ret_to = before ? before_to : after_to;
    return true;
}

struct owned owned_name(const struct reader_of_layout *reader, const char *name, size_t length,
                        bool is_file) {
    struct owned owned = {.order = 1};
    const char *whole = arena_strndup(reader->arena, name, length);
    size_t stem = is_file ? stem_length(whole) : length, end = stem, from = 0, to = 0;
    if (is_file)
        owned.order = cut_attempt(whole, &end);
    /* "user_02" need not be a user's exercise 2: numbers count where there is no other way. */
    bool needs_exercise = is_file && reader->course->exercise_count > 1;
    if (people_known(reader->people, whole, end) != PERSON_NONE) {
        to = end;
        owned.known = true;
    } else if (find_known(reader, whole, end, &from, &to)) {
        owned.known = true;
    } else if (!find_beside(reader, whole, end, needs_exercise ? MATCH_NUMBER : MATCH_WORDS, &from,
                            &to) &&
               (!needs_exercise || archive_suffix(whole))) {
        to = end;
    }
    if (from == to)
        return owned;
    owned.owner = arena_strndup(reader->arena, whole + from, to - from);
    const char *gap = from > 0 && to < end ? "_" : "";
    owned.rest = arena_printf(reader->arena, "%.*s%s%.*s%s", (int)from, whole, gap, (int)(end - to),
                              whole + to, whole + stem);
    return owned;
}

bool is_exercise_folder(const struct reader_of_layout *reader, const char *name, size_t length,
                        bool numbers_count) {
    if (people_known(reader->people, name, length) >= 0)
        return false;
    struct match match = match_name(reader->course, name, length);
    return match.exercise != MATCH_NONE && (numbers_count || match.strength >= MATCH_BEGIN) &&
           match_is_whole(name, length, &match);
}

/* ---- what lies at the top ---- */

struct plain {
    size_t wrapper;     /* bytes of each path that name folders around it all */
    bool numbers_count; /* folders "02" at the top are exercises, not students */
};

struct top {
    size_t files, folders, exercises, numbers; /* numbers: exercises that only a number names */
};

static bool same_part(const char *a, const char *b) {
    size_t length = strcspn(a, "/");
    return strncmp(a, b, length) == 0 && (b[length] == '/' || b[length] == '\0');
}

/* Counts what there is behind `skip` bytes of each path. */
static struct top look_at_top(const struct reader_of_layout *reader, size_t skip) {
    struct top top = {0};
    const char *last = NULL;
    for (size_t i = 0; i < reader->scan->file_count; i++) {
        const char *part = reader->scan->files[i].path + skip;
        size_t length = strcspn(part, "/");
        top.files += part[length] == '\0';
        if (part[length] == '\0' || (last != NULL && same_part(last, part)))
            continue;
        last = part;
        top.folders++;
        top.exercises += is_exercise_folder(reader, part, length, true);
        top.numbers += is_exercise_folder(reader, part, length, true) &&
                       !is_exercise_folder(reader, part, length, false);
    }
    return top;
}

/* A single folder with several folders in it that are no exercises is around it all. */
static size_t find_wrapper(const struct reader_of_layout *reader) {
    size_t skip = 0;
    for (;;) {
        struct top top = look_at_top(reader, skip);
        if (top.files > 0 || top.folders != 1 || top.exercises > 0)
            return skip;
        const char *part = reader->scan->files[0].path + skip;
        size_t length = strcspn(part, "/");
        struct top below = look_at_top(reader, skip + length + 1);
        if (people_known(reader->people, part, length) >= 0 || below.files > 1 ||
            below.folders < 2 || (below.exercises > 0 && below.exercises < below.folders) ||
            (below.exercises == below.folders && reader->people->roster_count == 0))
            return skip;
        skip += length + 1;
    }
}

static int prepare(struct reader_of_layout *reader, struct error *error) {
    (void)error;
    struct plain *plain = arena_alloc(reader->arena, sizeof *plain);
    reader->own = plain;
    plain->wrapper = find_wrapper(reader);
    struct top top = look_at_top(reader, plain->wrapper);
    plain->numbers_count = top.exercises * 2 > top.folders;
    return 0;
}

static bool recognise_files(const struct reader_of_layout *reader) {
    size_t skip = find_wrapper(reader), files = 0, folders = 0;
    const char *last = NULL;
    for (size_t i = 0; i < reader->scan->file_count; i++) {
        const char *part = reader->scan->files[i].path + skip, *slash = strchr(part, '/');
        while (slash != NULL && is_exercise_folder(reader, part, (size_t)(slash - part), true)) {
            part = slash + 1;
            slash = strchr(part, '/');
        }
        files += slash == NULL;
        folders += slash != NULL && (last == NULL || !same_part(last, part));
        last = slash == NULL ? last : part;
    }
    return files > folders;
}

/* ---- locating ---- */

static void found(const struct reader_of_layout *reader, struct located *located,
                  const struct file *file, const char *part, const struct owned *owned) {
    struct owner owner = {.text = owned->owner};
    const struct plain *plain = reader->own;
    const char *top =
        file->path + (part - file->path > (ptrdiff_t)plain->wrapper ? plain->wrapper : 0);
    located_owner(reader, located, &owner);
    located->above = arena_strndup(reader->arena, top, (size_t)(part - top));
    located->order = owned->order;
    const char *slash = strchr(part, '/');
    located->below = slash == NULL ? owned->rest : path_join(reader->arena, owned->rest, slash + 1);
}

/* By the file's own name. */
static bool locate_name(const struct reader_of_layout *reader, const struct file *file,
                        struct located *located) {
    const char *base = path_base(file->path);
    struct owned owned = owned_name(reader, base, strlen(base), true);
    if (owned.owner == NULL) {
        located->why = _("its name names nobody: put it into its student's folder, or call it like "
                         "\"name_exercise.c\"");
        return false;
    }
    found(reader, located, file, base, &owned);
    return true;
}

/* Whether any later part of the path is in the roster. */
static bool known_later(const struct reader_of_layout *reader, const char *part) {
    for (;;) {
        size_t length = strcspn(part, "/");
        if (owned_name(reader, part, length, part[length] == '\0').known)
            return true;
        if (part[length] == '\0')
            return false;
        part += length + 1;
    }
}

/* By the first folder that is no exercise's; with a roster, by the first that it knows. */
static bool locate_folder(const struct reader_of_layout *reader, const struct file *file,
                          struct located *located) {
    const struct plain *plain = reader->own;
    const char *part = file->path + plain->wrapper;
    bool numbers_count = plain->numbers_count;
    for (const char *slash = strchr(part, '/'); slash != NULL; slash = strchr(part, '/')) {
        size_t length = (size_t)(slash - part);
        struct owned owned = owned_name(reader, part, length, false);
        bool is_above = is_exercise_folder(reader, part, length, numbers_count) ||
                        (!owned.known && known_later(reader, slash + 1));
        if (!is_above && owned.owner != NULL) {
            found(reader, located, file, part, &owned);
            return true;
        }
        numbers_count = true;
        part = slash + 1;
    }
    return false;
}

/* Beside folders, a program may be a student's who handed in no folder; a list or a note is not. */
static bool may_be_handed_in(const struct reader_of_layout *reader, const char *path) {
    const char *base = path_base(path);
    enum language language;
    return language_of_path(base, &language) == 0 || archive_suffix(base) ||
           notebook_suffix(base) || owned_name(reader, base, strlen(base), true).known;
}

static void locate_in_folders(struct reader_of_layout *reader, const struct file *file,
                              struct located *located) {
    if (locate_folder(reader, file, located))
        return;
    if (may_be_handed_in(reader, file->path))
        (void)locate_name(reader, file, located);
    else
        located->why = _("it lies beside the students' folders: put it into one if it was handed "
                         "in");
}

/* Some may have handed in a folder all the same. */
static void locate_files(struct reader_of_layout *reader, const struct file *file,
                         struct located *located) {
    const char *base = path_base(file->path);
    struct owned owned = owned_name(reader, base, strlen(base), true);
    bool by_name = owned.known || (reader->chosen && owned.owner != NULL);
    if (by_name || !locate_folder(reader, file, located))
        (void)locate_name(reader, file, located);
}

const struct layout_kind layout_folders = {.prepare = prepare, .locate = locate_in_folders};
const struct layout_kind layout_files = {
    .recognise = recognise_files, .prepare = prepare, .locate = locate_files};
