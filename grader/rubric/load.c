/* SPDX-License-Identifier: MIT */
/* Theory of operation. jansson parses the file (syntax errors have line and column) and refuses
 * double keys. Then each object is read by a table of its keys (reader.h): a key that is not in the
 * table, a value of another type, a name that stands for nothing end the loading with one error
 * that says where. Tables are read from top to bottom, so what refers to something stands below it:
 * constants, facts, cases, checks. References come last, since they alone look at the file system.
 */
#include "rubric/load.h"

#include "base/files.h"
#include "base/messages.h"
#include "base/sha256.h"

#include <string.h>

enum { FILE_MOST = 1024 * 1024, STRINGS_MOST = 64, CONSTANTS_MOST = 64 };

static int read_schema(struct reader *reader, const json_t *json, void *target) {
    (void)target; /* for editors */
    return reader_expect(reader, json, JSON_STRING);
}

static int read_id(struct reader *reader, const json_t *json, void *target) {
    return reader_id(reader, json, &((struct rubric *)target)->id);
}

static int read_title(struct reader *reader, const json_t *json, void *target) {
    return reader_localised(reader, json, &((struct rubric *)target)->title);
}

static int read_topic(struct reader *reader, const json_t *json, void *target) {
    return reader_localised(reader, json, &((struct rubric *)target)->topic);
}

static int read_kind(struct reader *reader, const json_t *json, void *target) {
    static const char *const kinds[] = {"program", "answers"}; /* as enum exercise_kind */
    struct rubric *rubric = target;
    size_t kind;
    if (reader_choice(reader, json, _("kind of exercise"), kinds, ARRAY_LEN(kinds), &kind) != 0)
        return -1;
    rubric->kind = (enum exercise_kind)kind;
    rubric->free_wording = rubric->kind == EXERCISE_PROGRAM; /* answers have no wording */
    return 0;
}

static int read_languages(struct reader *reader, const json_t *json, void *target) {
    struct rubric *rubric = target;
    const char *known[LANGUAGE_COUNT];
    for (size_t i = 0; i < LANGUAGE_COUNT; i++)
        known[i] = language_key((enum language)i);
    if (reader_expect(reader, json, JSON_ARRAY) != 0)
        return -1;
    if (json_array_size(json) == 0)
        return reader_fail(reader, _("must name a language"));
    memset(rubric->languages, 0, sizeof rubric->languages);
    for (size_t i = 0; i < json_array_size(json); i++) {
        size_t mark = reader_enter_index(reader, i), language;
        if (reader_choice(reader, json_array_get(json, i), _("language"), known, LANGUAGE_COUNT,
                          &language) != 0)
            return -1;
        rubric->languages[language] = true;
        reader_leave(reader, mark);
    }
    return 0;
}

static int read_names(struct reader *reader, const json_t *json, void *target) {
    struct rubric *rubric = target;
    size_t count;
    if (reader_strings(reader, json, STRINGS_MOST, &rubric->names, &count) != 0)
        return -1;
    for (size_t i = 0; i < count; i++)
        if (rubric->names[i][0] == '\0' || strchr(rubric->names[i], '/') != NULL)
            return reader_fail(reader, _("\"%.100s\" is no file name: write it without folders"),
                               rubric->names[i]);
    return 0;
}

static int read_build_flags(struct reader *reader, const json_t *json, void *target) {
    struct rubric *rubric = target;
    size_t count;
    if (reader_strings(reader, json, STRINGS_MOST, &rubric->build_flags, &count) != 0)
        return -1;
    for (size_t i = 0; i < count; i++)
        if (rubric->build_flags[i][0] != '-')
            return reader_fail(reader, _("the compiler flag \"%.100s\" does not begin with -"),
                               rubric->build_flags[i]);
    return 0;
}

static int read_free_wording(struct reader *reader, const json_t *json, void *target) {
    return reader_bool(reader, json, &((struct rubric *)target)->free_wording);
}

static int read_exact(struct reader *reader, const json_t *json, void *target) {
    (void)target;
    return reader_bool(reader, json, &reader->exact);
}

static int read_limits(struct reader *reader, const json_t *json, void *target) {
    return reader_limits(reader, json, &((struct rubric *)target)->limits);
}

/* What expressions call the number of processes, the rank, and a message's source and destination.
 */
static bool is_reserved(const char *name) {
    return name[1] == '\0' && strchr("Prsd", name[0]) != NULL;
}

int load_constants(struct reader *reader, const json_t *json, struct constant **ret,
                   size_t *ret_count) {
    if (reader_expect(reader, json, JSON_OBJECT) != 0)
        return -1;
    size_t count = json_object_size(json), filled = 0;
    if (count > CONSTANTS_MOST)
        return reader_fail(reader, _("has %zu constants; at most %d are allowed"), count,
                           CONSTANTS_MOST);
    struct constant *constants = arena_array(reader->arena, count, sizeof *constants);
    json_t *object = (json_t *)(uintptr_t)json; /* only read */
    const char *name;
    json_t *value;
    json_object_foreach(object, name, value) {
        size_t mark = reader_enter(reader, name);
        if (!is_name(name) || is_reserved(name))
            return reader_fail(reader,
                               _("\"%.60s\" cannot name a constant: write letters, digits and _; "
                                 "P, r, s and d have a meaning already"),
                               name);
        if (reader_integer(reader, value, INT32_MIN, INT32_MAX, &constants[filled].value) != 0)
            return -1;
        constants[filled++].name = arena_strdup(reader->arena, name);
        reader_leave(reader, mark);
    }
    *ret = constants;
    *ret_count = count;
    return 0;
}

static int read_constants(struct reader *reader, const json_t *json, void *target) {
    struct rubric *rubric = target;
    return load_constants(reader, json, &rubric->constants, &rubric->constant_count);
}

static const struct key keys[] = {
    {"$schema", false, read_schema},
    {"id", true, read_id},
    {"title", true, read_title},
    {"topic", false, read_topic},
    {"kind", false, read_kind},
    {"languages", false, read_languages},
    {"names", false, read_names},
    {"build_flags", false, read_build_flags},
    {"free_wording", false, read_free_wording},
    {"exact", false, read_exact},
    {"limits", false, read_limits},
    {"constants", false, read_constants},
    {"facts", true, load_facts},
    {"cases", true, load_cases},
    {"checks", true, load_checks},
    {"reference", true, load_references},
};

/* What only programs have would be silently ignored in a rubric for answers. */
static int refuse_program_keys(struct reader *reader, const json_t *json) {
    static const char *const of_programs[] = {"languages", "build_flags", "limits"};
    for (size_t i = 0; reader->rubric->kind == EXERCISE_ANSWERS && i < ARRAY_LEN(of_programs); i++)
        if (json_object_get(json, of_programs[i]) != NULL)
            return reader_fail(reader, _("an exercise with answers has no \"%s\""), of_programs[i]);
    return 0;
}

/* ---- the whole ---- */

/* A program is looked for under the rubric's id, with and without its number, with - or _. */
static const char *const *default_names(struct arena *arena, const struct rubric *rubric) {
    static const char *const answers[] = {"answers.json", "answers.csv", NULL};
    static const char *const suffixes[] = {
#define X(name, key, list) list,
        LANGUAGES(X)
#undef X
    };
    const char **names = NULL;
    size_t count = 0, capacity = 0;
    if (rubric->kind == EXERCISE_ANSWERS)
        return answers;
    const char *bare = rubric->id + strspn(rubric->id, "0123456789-_");
    for (size_t language = 0; language < LANGUAGE_COUNT; language++) {
        if (!rubric->languages[language])
            continue;
        char *rest = arena_strdup(arena, suffixes[language]), *suffix;
        while ((suffix = strsep(&rest, " ")) != NULL) {
            for (int form = 0; form < 4; form++) {
                char *name = arena_printf(arena, "%s%s", form < 2 ? rubric->id : bare, suffix);
                for (char *at = name; form % 2 == 1 && *at != '\0'; at++)
                    *at = *at == '-' ? '_' : *at;
                *(const char **)arena_push(arena, &names, &count, &capacity, sizeof *names) = name;
            }
        }
    }
    *(const char **)arena_push(arena, &names, &count, &capacity, sizeof *names) = NULL;
    return names;
}

static struct rubric *rubric_new(struct arena *arena, const char *path) {
    static const char *const none[] = {NULL};
    struct rubric *rubric = arena_alloc(arena, sizeof *rubric);
    rubric->path = arena_strdup(arena, path);
    rubric->topic = (struct localised){"", ""};
    rubric->kind = EXERCISE_PROGRAM;
    for (size_t i = 0; i < LANGUAGE_COUNT; i++)
        rubric->languages[i] = true;
    rubric->build_flags = none;
    rubric->free_wording = true;
    rubric->limits = limits_default;
    return rubric;
}

struct rubric *rubric_parse(struct arena *arena, const char *path, const char *bytes, size_t length,
                            struct error *error) {
    struct rubric *rubric = rubric_new(arena, path);
    json_error_t where;
    json_auto_t *json = json_loadb(bytes, length, JSON_REJECT_DUPLICATES, &where);
    if (json == NULL) {
        (void)error_set(error, ERROR_RUBRIC, _("%s: line %d, column %d: %s"), path, where.line,
                        where.column, where.text);
        return NULL;
    }
    struct reader reader = {.arena = arena, .rubric = rubric, .error = error};
    if (reader_object(&reader, json, keys, ARRAY_LEN(keys), rubric) != 0 ||
        refuse_program_keys(&reader, json) != 0) {
        rubric_done(rubric);
        return NULL;
    }
    if (rubric->names == NULL)
        rubric->names = default_names(arena, rubric);
    sha256_hex(bytes, length, rubric->sha256);
    return rubric;
}

struct rubric *rubric_load(struct arena *arena, const char *path, struct error *error) {
    char *bytes;
    size_t length;
    if (file_read(arena, path, FILE_MOST, ERROR_RUBRIC, &bytes, &length, error) != 0)
        return NULL;
    return rubric_parse(arena, path, bytes, length, error);
}
