/* SPDX-License-Identifier: MIT */
/* Which of the files is the program? The exercise's expected names first; else the only one that
 * has a main(); else a question that names the candidates, never a guess. */
#include "submission/collect.h"

#include "base/files.h"
#include "base/messages.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const char *const language_suffixes[LANGUAGE_COUNT] = {
#define X(name, key, suffixes) [LANGUAGE_##name] = (suffixes),
    LANGUAGES(X)
#undef X
};

/* Whether `suffix` is one of the words of `list`. */
static bool in_list(const char *list, const char *suffix,
                    int (*compare)(const char *, const char *, size_t)) {
    size_t length = strlen(suffix);
    for (const char *word = list; *word != '\0';) {
        size_t size = strcspn(word, " ");
        if (size == length && compare(word, suffix, size) == 0)
            return true;
        word += size;
        word += strspn(word, " ");
    }
    return false;
}

/* As written first (.C is C++), then in either case (.PY). */
int language_of_path(const char *path, enum language *ret_language) {
    const char *suffix = strrchr(path_base(path), '.');
    if (suffix == NULL || suffix == path_base(path))
        return -1;
    for (int pass = 0; pass < 2; pass++) {
        for (int i = 0; i < LANGUAGE_COUNT; i++) {
            if (in_list(language_suffixes[i], suffix, pass == 0 ? strncmp : strncasecmp)) {
                *ret_language = (enum language)i;
                return 0;
            }
        }
    }
    return -1;
}

struct candidates {
    struct arena *arena;
    size_t count, capacity;
    const struct stored_file **files;
};

static void add(struct candidates *candidates, const struct stored_file *file) {
    *(const struct stored_file **)arena_push(candidates->arena, &candidates->files,
                                             &candidates->count, &candidates->capacity,
                                             sizeof *candidates->files) = file;
}

static bool is_program(const struct stored_file *file) {
    enum language language;
    if (language_of_path(file->path, &language) != 0)
        return false;
    return language == LANGUAGE_PYTHON ? is_python_program(file->bytes, file->length)
                                       : has_main(file->bytes, file->length);
}

/* "a.c, b.c and 3 more" */
static const char *names_of(const struct candidates *candidates) {
    enum { MOST = 8 };
    const char *text = "";
    for (size_t i = 0; i < candidates->count && i < MOST; i++)
        text = arena_printf(candidates->arena, "%s%s%s", text, i == 0 ? "" : ", ",
                            name_shown(candidates->arena, candidates->files[i]->path));
    if (candidates->count > MOST)
        text =
            arena_printf(candidates->arena, _("%s and %zu more"), text, candidates->count - MOST);
    return text;
}

static int ask(const struct candidates *candidates, struct error *error) {
    error_set(error, ERROR_NOT_GRADABLE, _("it is not clear which file is the program: %s"),
              names_of(candidates));
    error_advise(error, _("Name the one to grade, or hand in one program."));
    return -1;
}

/* Files that bear an expected name; for each language only those of its likeliest name. */
static struct candidates expected_files(const struct candidates *sources,
                                        const struct rubric *rubric) {
    struct candidates found = {.arena = sources->arena};
    bool seen[LANGUAGE_COUNT] = {false};
    for (size_t n = 0; rubric != NULL && rubric->names != NULL && rubric->names[n] != NULL; n++) {
        enum language language;
        if (language_of_path(rubric->names[n], &language) != 0 || seen[language])
            continue;
        for (size_t i = 0; i < sources->count; i++) {
            enum language found_language;
            if (strcasecmp(path_base(sources->files[i]->path), rubric->names[n]) == 0 &&
                language_of_path(sources->files[i]->path, &found_language) == 0 &&
                found_language == language) {
                add(&found, sources->files[i]);
                seen[language] = true;
            }
        }
    }
    return found;
}

static int choose_main(const struct candidates *sources, const struct rubric *rubric,
                       const struct stored_file **ret_main, struct error *error) {
    struct candidates expected = expected_files(sources, rubric);
    struct candidates programs = {.arena = sources->arena};
    for (size_t i = 0; i < sources->count; i++) {
        if (is_program(sources->files[i]))
            add(&programs, sources->files[i]);
    }
    const struct candidates *best = expected.count > 0   ? &expected
                                    : programs.count > 0 ? &programs
                                                         : sources;
    if (best->count != 1)
        return ask(best, error);
    *ret_main = best->files[0];
    return 0;
}

static int nothing_found(const struct collection *collection, const struct rubric *rubric,
                         const struct candidates *others, const char *name, struct error *error) {
    const char *taken = "";
    for (int i = 0; i < LANGUAGE_COUNT; i++) {
        if (rubric == NULL || rubric->languages[i])
            taken =
                arena_printf(collection->arena, "%s%s%s (%s)", taken, *taken == '\0' ? "" : ", ",
                             language_key((enum language)i), language_suffixes[i]);
    }
    if (others->count > 0)
        error_set(error, ERROR_NOT_GRADABLE, _("this exercise does not take programs like %s"),
                  names_of(others));
    else if (collection->count == 0)
        error_set(error, ERROR_NOT_GRADABLE, _("nothing was handed in: %s holds no files"),
                  name_shown(collection->arena, name));
    else
        error_set(error, ERROR_NOT_GRADABLE, _("there is no program among the files, e.g. %s"),
                  name_shown(collection->arena, collection->files[0].path));
    error_advise(error, _("Hand in a program; its language is known by the suffix: %s."), taken);
    return -1;
}

static bool is_empty(const struct stored_file *file) {
    for (size_t i = 0; i < file->length; i++) {
        if (!isspace((unsigned char)file->bytes[i]))
            return false;
    }
    return true;
}

/* A name that no program takes for an option, nor for a file of options. */
static const char *plain(struct arena *arena, const char *path) {
    return path[0] == '-' || path[0] == '@' ? arena_printf(arena, "./%s", path) : path;
}

static bool same_folder(const char *a, const char *b) {
    size_t length = (size_t)(path_base(a) - a);
    return length == (size_t)(path_base(b) - b) && memcmp(a, b, length) == 0;
}

/* What is compiled: main, and the files beside it in its language that are no programs themselves.
 */
static void choose_sources(const struct candidates *sources, const struct stored_file *main_file,
                           struct submission *submission) {
    struct arena *arena = sources->arena;
    const char **list = arena_array(arena, sources->count + 1, sizeof *list);
    size_t count = 0;
    list[count++] = submission->main;
    for (size_t i = 0; i < sources->count && submission->language != LANGUAGE_PYTHON; i++) {
        const struct stored_file *file = sources->files[i];
        enum language language;
        if (file != main_file && language_of_path(file->path, &language) == 0 &&
            language == submission->language && same_folder(file->path, main_file->path) &&
            !is_program(file))
            list[count++] = plain(arena, file->path);
    }
    submission->source_count = count;
    submission->sources = list;
}

int choose_program(const struct collection *collection, const struct rubric *rubric,
                   struct submission *submission, struct error *error) {
    struct candidates sources = {.arena = collection->arena}, others = sources;
    for (size_t i = 0; i < collection->count; i++) {
        enum language language;
        if (language_of_path(collection->files[i].path, &language) == 0)
            add(rubric == NULL || rubric->languages[language] ? &sources : &others,
                &collection->files[i]);
    }
    if (sources.count == 0)
        return nothing_found(collection, rubric, &others, submission->name, error);
    const struct stored_file *main_file;
    if (choose_main(&sources, rubric, &main_file, error) != 0)
        return -1;
    if (is_empty(main_file))
        return error_set(error, ERROR_NOT_GRADABLE, _("%s is empty"),
                         name_shown(collection->arena, main_file->path));
    const char *what = what_instead_of_text(main_file->bytes, main_file->length);
    if (what != NULL) {
        error_set(error, ERROR_NOT_GRADABLE, _("%s is not the text of a program but %s"),
                  name_shown(collection->arena, main_file->path), what);
        error_advise(error, _("Hand in the program as plain text, or an archive under the name "
                              "that says what it is, such as .zip."));
        return -1;
    }
    if (language_of_path(main_file->path, &submission->language) != 0)
        return error_set(error, ERROR_FAULT, _("%s is no program"), main_file->path);
    submission->main = plain(collection->arena, main_file->path);
    choose_sources(&sources, main_file, submission);
    return 0;
}
