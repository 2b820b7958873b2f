/* SPDX-License-Identifier: MIT */
/* "reference": the programs that are right, one or several, for all languages or for each; or the
 * right answers. */
#include "rubric/load.h"

#include "base/files.h"
#include "base/messages.h"

#include <stdlib.h>
#include <string.h>

enum { REFERENCES_MOST = 16 };

static bool has_known_suffix(const char *path, enum exercise_kind kind) {
    static const char programs[] = " "
#define X(name, key, list) list " "
        LANGUAGES(X)
#undef X
        ;
    const char *suffixes = kind == EXERCISE_ANSWERS ? " .json .csv " : programs;
    const char *dot = strrchr(path_base(path), '.');
    if (dot == NULL || strchr(dot, ' ') != NULL)
        return false;
    for (const char *at = suffixes; (at = strstr(at, dot)) != NULL; at++)
        if (at[-1] == ' ' && at[strlen(dot)] == ' ')
            return true;
    return false;
}

/* The absolute path, or NULL and the error. */
static const char *resolve(struct reader *reader, const char *name) {
    struct arena *arena = reader->arena;
    char *path = path_join(arena, path_folder(arena, reader->rubric->path), name);
    char *real = realpath(path, NULL);
    if (real == NULL || !path_is_file(real)) {
        (void)reader_fail(reader, _("there is no file \"%.300s\" (looked for %.300s)"), name, path);
        free(real);
        return NULL;
    }
    const char *kept = arena_strdup(arena, real);
    free(real);
    if (!has_known_suffix(kept, reader->rubric->kind)) {
        (void)reader_fail(reader,
                          reader->rubric->kind == EXERCISE_ANSWERS
                              ? _("\"%.300s\" is no file of answers by its name (.json, .csv)")
                              : _("\"%.300s\" is no program in C, C++ or Python by its name"),
                          name);
        return NULL;
    }
    return kept;
}

static int add(struct reader *reader, const char *name, const bool languages[LANGUAGE_COUNT]) {
    struct rubric *rubric = reader->rubric;
    const char *path = resolve(reader, name);
    if (path == NULL)
        return -1;
    size_t index = 0;
    while (index < rubric->reference_count && strcmp(rubric->references[index].path, path) != 0)
        index++;
    if (index == REFERENCES_MOST)
        return reader_fail(reader, _("a rubric has at most %d references"), REFERENCES_MOST);
    if (index == rubric->reference_count)
        rubric->references[rubric->reference_count++].path = path;
    for (size_t i = 0; i < LANGUAGE_COUNT; i++)
        rubric->references[index].languages[i] |= languages[i];
    return 0;
}

static int add_all(struct reader *reader, const json_t *json,
                   const bool languages[LANGUAGE_COUNT]) {
    const char *const *names;
    size_t count;
    if (reader_strings(reader, json, REFERENCES_MOST, &names, &count) != 0)
        return -1;
    if (count == 0)
        return reader_fail(reader, _("must name a program"));
    for (size_t i = 0; i < count; i++) {
        size_t mark = reader->path_length;
        if (json_is_array(json))
            (void)reader_enter_index(reader, i);
        if (add(reader, names[i], languages) != 0)
            return -1;
        reader_leave(reader, mark);
    }
    return 0;
}

#define X(name, key, suffixes)                                                                     \
    static int read_##name(struct reader *reader, const json_t *json, void *target) {              \
        (void)target;                                                                              \
        bool languages[LANGUAGE_COUNT] = {[LANGUAGE_##name] = true};                               \
        return add_all(reader, json, languages);                                                   \
    }
LANGUAGES(X)
#undef X

static bool any_for(const struct rubric *rubric, enum language language) {
    for (size_t i = 0; i < rubric->reference_count; i++)
        if (rubric->references[i].languages[language])
            return true;
    return false;
}

int load_references(struct reader *reader, const json_t *json, void *target) {
    static const struct key keys[] = {
#define X(name, key, suffixes) {key, false, read_##name},
        LANGUAGES(X)
#undef X
    };
    struct rubric *rubric = target;
    rubric->references = arena_array(reader->arena, REFERENCES_MOST, sizeof *rubric->references);
    if (!json_is_object(json) || rubric->kind == EXERCISE_ANSWERS)
        return add_all(reader, json, rubric->languages);
    if (reader_object(reader, json, keys, ARRAY_LEN(keys), rubric) != 0)
        return -1;
    /* What is right in C is right in C++. */
    if (!any_for(rubric, LANGUAGE_CXX))
        for (size_t i = 0; i < rubric->reference_count; i++)
            rubric->references[i].languages[LANGUAGE_CXX] =
                rubric->references[i].languages[LANGUAGE_C];
    for (size_t i = 0; i < LANGUAGE_COUNT; i++)
        if (rubric->languages[i] && !any_for(rubric, (enum language)i))
            return reader_fail(reader,
                               _("no reference for the language \"%s\": name one, or leave "
                                 "the language out of \"languages\""),
                               language_key((enum language)i));
    return 0;
}
