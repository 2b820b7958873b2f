/* SPDX-License-Identifier: MIT */
/* Reads a course file with the rubrics' reader, so that every mistake names file and JSON path. */
#include "batch/course.h"

#include "base/files.h"
#include "base/messages.h"
#include "rubric/reader.h"

#include <jansson.h>
#include <string.h>

enum {
    COURSE_BYTES = 1 << 20,
    EXERCISES_MOST = 200,
    NAMES_MOST = 50,
};

/* A course while it is read. */
struct loading {
    struct course *course;
    const char *folder; /* of the course file */
    course_rubric_finder *find;
    void *context;
    struct course_exercise usual; /* what exercises have that do not say so themselves */
};

/* One exercise while it is read. */
struct reading {
    struct loading *loading;
    struct course_exercise *exercise;
};

static const struct course_exercise nothing_said = {
    .weight = 1000, .late_most = 1000, .refuse_after_days = -1};

/* ---- lateness ---- */

static int read_share(struct reader *reader, const json_t *json, int64_t *ret) {
    double percent = 0;
    if (reader_number(reader, json, 0, 100, &percent) != 0)
        return -1;
    *ret = (int64_t)(percent * 10 + 0.5);
    return 0;
}

static int read_per_day(struct reader *reader, const json_t *json, void *target) {
    return read_share(reader, json, &((struct course_exercise *)target)->late_per_day);
}

static int read_most(struct reader *reader, const json_t *json, void *target) {
    return read_share(reader, json, &((struct course_exercise *)target)->late_most);
}

static int read_grace(struct reader *reader, const json_t *json, void *target) {
    int64_t minutes = 0;
    if (reader_integer(reader, json, 0, 60 * 24 * 365, &minutes) != 0)
        return -1;
    ((struct course_exercise *)target)->grace_s = minutes * 60;
    return 0;
}

static int read_refuse(struct reader *reader, const json_t *json, void *target) {
    return reader_integer(reader, json, 0, 3650,
                          &((struct course_exercise *)target)->refuse_after_days);
}

static int read_late(struct reader *reader, const json_t *json, struct course_exercise *exercise) {
    static const struct key keys[] = {{"percent_per_day", false, read_per_day},
                                      {"percent_at_most", false, read_most},
                                      {"grace_minutes", false, read_grace},
                                      {"refuse_after_days", false, read_refuse}};
    return reader_object(reader, json, keys, ARRAY_LEN(keys), exercise);
}

static int read_due(struct reader *reader, const json_t *json, struct course_exercise *exercise) {
    const char *text = NULL;
    if (reader_text(reader, json, &text) != 0)
        return -1;
    if (course_date(text, &exercise->due) != 0)
        return reader_fail(
            reader, _("\"%.60s\" is no date: write it like 2026-03-01T23:59:00-05:00"), text);
    return 0;
}

/* ---- exercises ---- */

/* Takes from the rubric what recognising files needs; a broken one is found before the batch. */
static int use_rubric(struct arena *arena, struct course_exercise *exercise, const char *path,
                      struct error *error) {
    struct rubric *rubric = rubric_load(arena, path, error);
    if (rubric == NULL)
        return -1;
    exercise->rubric = path;
    exercise->id = rubric->id;
    exercise->title = strcmp(messages_language(), "es") == 0 ? rubric->title.es : rubric->title.en;
    exercise->usual = rubric->names;
    exercise->answers = rubric->kind == EXERCISE_ANSWERS;
    rubric_done(rubric);
    return 0;
}

static bool is_path(const char *text) {
    size_t length = strlen(text);
    return strchr(text, '/') != NULL || (length > 5 && strcmp(text + length - 5, ".json") == 0);
}

static int find_exercise(struct reader *reader, const json_t *json, struct reading *reading) {
    const struct loading *loading = reading->loading;
    const char *text = NULL;
    if (reader_text(reader, json, &text) != 0)
        return -1;
    struct error inner = {0};
    const char *path = loading->find(
        loading->context, is_path(text) ? path_join(reader->arena, loading->folder, text) : text,
        &inner);
    if (path == NULL) {
        (void)reader_fail_with(reader, &inner);
        if (inner.advice[0] != '\0')
            error_advise(reader->error, "%s", inner.advice);
        return -1;
    }
    if (use_rubric(reader->arena, reading->exercise, path, reader->error) != 0)
        return -1;
    for (struct course_exercise *other = loading->course->exercises; other < reading->exercise;
         other++)
        if (strcmp(other->id, reading->exercise->id) == 0)
            return reader_fail(reader, _("the exercise %s stands in the course twice"), other->id);
    return 0;
}

static int read_exercise_id(struct reader *reader, const json_t *json, void *target) {
    return find_exercise(reader, json, target);
}

static int read_weight(struct reader *reader, const json_t *json, void *target) {
    double weight = 0;
    if (reader_number(reader, json, 0, 1000, &weight) != 0)
        return -1;
    ((struct reading *)target)->exercise->weight = (int64_t)(weight * 1000 + 0.5);
    return 0;
}

static int read_names(struct reader *reader, const json_t *json, void *target) {
    struct course_exercise *exercise = ((struct reading *)target)->exercise;
    if (reader_strings(reader, json, NAMES_MOST, &exercise->names, &exercise->name_count) != 0)
        return -1;
    for (size_t i = 0; i < exercise->name_count; i++)
        if (exercise->names[i][0] == '\0' || strchr(exercise->names[i], '/') != NULL)
            return reader_fail(reader,
                               _("\"%.60s\" is no name of a file or folder: write one "
                                 "without /, e.g. \"ring*.c\""),
                               exercise->names[i]);
    return 0;
}

static int read_exercise_due(struct reader *reader, const json_t *json, void *target) {
    return read_due(reader, json, ((struct reading *)target)->exercise);
}

static int read_exercise_late(struct reader *reader, const json_t *json, void *target) {
    return read_late(reader, json, ((struct reading *)target)->exercise);
}

/* An id alone, or an object. */
static int read_exercise(struct reader *reader, const json_t *json, struct reading *reading) {
    static const struct key keys[] = {{"exercise", true, read_exercise_id},
                                      {"weight", false, read_weight},
                                      {"names", false, read_names},
                                      {"due", false, read_exercise_due},
                                      {"late", false, read_exercise_late}};
    *reading->exercise = reading->loading->usual;
    return json_is_string(json) ? find_exercise(reader, json, reading)
                                : reader_object(reader, json, keys, ARRAY_LEN(keys), reading);
}

static int read_exercises(struct reader *reader, const json_t *json, void *target) {
    struct loading *loading = target;
    if (reader_expect(reader, json, JSON_ARRAY) != 0)
        return -1;
    size_t count = json_array_size(json);
    if (count < 1 || count > EXERCISES_MOST)
        return reader_fail(reader, _("has %zu exercises; allowed are 1 to %d"), count,
                           EXERCISES_MOST);
    struct course *course = loading->course;
    course->exercises = arena_array(reader->arena, count, sizeof *course->exercises);
    for (; course->exercise_count < count; course->exercise_count++) {
        size_t mark = reader_enter_index(reader, course->exercise_count);
        struct reading reading = {.loading = loading,
                                  .exercise = &course->exercises[course->exercise_count]};
        if (read_exercise(reader, json_array_get(json, course->exercise_count), &reading) != 0)
            return -1;
        reader_leave(reader, mark);
    }
    return 0;
}

/* ---- the course ---- */

static int read_title(struct reader *reader, const json_t *json, void *target) {
    return reader_text(reader, json, &((struct loading *)target)->course->title);
}

static int read_roster(struct reader *reader, const json_t *json, void *target) {
    const struct loading *loading = target;
    struct course *course = loading->course;
    const char *name = NULL;
    if (reader_text(reader, json, &name) != 0)
        return -1;
    course->roster = path_join(reader->arena, loading->folder, name);
    if (!path_is_file(course->roster))
        return reader_fail(reader, _("there is no file %s (paths are relative to the course file)"),
                           course->roster);
    return roster_load(reader->arena, course->roster, &course->student_count, &course->students,
                       reader->error);
}

static int read_attempts(struct reader *reader, const json_t *json, void *target) {
    static const char *const known[] = {"last", "best"};
    size_t choice = 0;
    if (reader_choice(reader, json, _("choice of attempts"), known, ARRAY_LEN(known), &choice) != 0)
        return -1;
    ((struct loading *)target)->course->last_attempt = choice == 0;
    return 0;
}

static int read_limits(struct reader *reader, const json_t *json, void *target) {
    return reader_limits(reader, json, &((struct loading *)target)->course->limits);
}

static int read_usual_due(struct reader *reader, const json_t *json, void *target) {
    return read_due(reader, json, &((struct loading *)target)->usual);
}

static int read_usual_late(struct reader *reader, const json_t *json, void *target) {
    return read_late(reader, json, &((struct loading *)target)->usual);
}

static int read_schema(struct reader *reader, const json_t *json, void *target) {
    (void)target;
    return reader_expect(reader, json, JSON_STRING);
}

/* Exercises last: the others say what they have in common. */
static const struct key course_keys[] = {
    {"$schema", false, read_schema},    {"title", false, read_title},
    {"attempts", false, read_attempts}, {"limits", false, read_limits},
    {"due", false, read_usual_due},     {"late", false, read_usual_late},
    {"roster", false, read_roster},     {"exercises", true, read_exercises},
};

static int read_course(struct arena *arena, const json_t *json, struct loading *loading,
                       struct error *error) {
    struct course *course = loading->course;
    struct rubric source = {.path = course->path}; /* the reader's messages name it */
    struct reader reader = {.arena = arena, .rubric = &source, .error = error};
    int failed = reader_object(&reader, json, course_keys, ARRAY_LEN(course_keys), loading);
    if (failed != 0 && error->kind == ERROR_RUBRIC)
        error->kind = ERROR_USAGE;
    if (course->title == NULL)
        course->title = path_base(course->path);
    return failed;
}

/* Parses `path` when it is a file that may be a course; *ret_json NULL: it is none. */
static int parse_course(struct arena *arena, const char *path, json_t **ret_json,
                        struct error *error) {
    char *bytes;
    size_t length;
    *ret_json = NULL;
    if (!is_path(path) || !path_is_file(path))
        return 0;
    if (file_read(arena, path, COURSE_BYTES, ERROR_USAGE, &bytes, &length, error) != 0)
        return -1;
    json_error_t where;
    *ret_json = json_loadb(bytes, length, JSON_REJECT_DUPLICATES, &where);
    if (*ret_json == NULL)
        return error_set(error, ERROR_USAGE, _("%s: line %d, column %d: %s"), path, where.line,
                         where.column, where.text);
    return 0;
}

static int single_exercise(struct arena *arena, const char *text, const struct loading *loading,
                           struct error *error) {
    struct course *course = loading->course;
    const char *path = loading->find(loading->context, text, error);
    course->exercise_count = 1;
    course->exercises = arena_array(arena, 1, sizeof *course->exercises);
    course->exercises[0] = nothing_said;
    if (path == NULL || use_rubric(arena, &course->exercises[0], path, error) != 0)
        return -1;
    course->title = course->exercises[0].title;
    return 0;
}

struct course *course_load(struct arena *arena, const char *text, course_rubric_finder *find,
                           void *context, struct error *error) {
    struct course *course = arena_alloc(arena, sizeof *course);
    struct loading loading = {.course = course,
                              .folder = path_folder(arena, text),
                              .find = find,
                              .context = context,
                              .usual = nothing_said};
    course->last_attempt = true;
    json_auto_t *json = NULL;
    if (parse_course(arena, text, &json, error) != 0)
        return NULL;
    /* What has cases and checks is a rubric; all else that is JSON was meant as a course. */
    if (json == NULL ||
        (json_object_get(json, "checks") != NULL && json_object_get(json, "exercises") == NULL))
        return single_exercise(arena, text, &loading, error) == 0 ? course : NULL;
    course->path = arena_strdup(arena, text);
    return read_course(arena, json, &loading, error) == 0 ? course : NULL;
}
