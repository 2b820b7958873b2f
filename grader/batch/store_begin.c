/* SPDX-License-Identifier: MIT */
/* A batch begins: what the course and the submissions say comes into the store. */
#include "base/messages.h"
#include "batch/names.h"
#include "batch/sql.h"
#include "batch/store_write.h"

#include <string.h>
#include <time.h>

/* Before the command there is a question mark until store_plan() has queued what it asks for. */
static int put_batch(struct store *store, const struct store_start *start, struct error *error) {
    return sql_run(store, error,
                   "INSERT INTO batch (id, title, course, submissions, layout, last_attempt,"
                   " started, mpigrade, mpi, sandbox, command)"
                   " VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, '?' || ?10)"
                   " ON CONFLICT (id) DO UPDATE SET title = ?1, course = ?2, submissions = ?3,"
                   " layout = ?4, last_attempt = ?5, ended = 0, mpigrade = ?7, mpi = ?8,"
                   " sandbox = ?9, command = CASE WHEN ?11 THEN ?10 ELSE '?' || ?10 END",
                   "ssssiissssi", start->course->title, start->course_text, start->submissions,
                   start->layout, (int64_t)start->course->last_attempt, (int64_t)time(NULL),
                   start->mpigrade, start->mpi, start->sandbox, start->command,
                   (int64_t)start->goes_on);
}

int store_goes_on(struct store *store, const char *command, bool *ret_goes_on,
                  struct error *error) {
    int64_t count = 0;
    int result =
        sql_number(store, 0, &count, error,
                   "SELECT count(*) FROM batch WHERE ended = 0 AND command = ?1", "s", command);
    *ret_goes_on = count > 0;
    return result;
}

static int put_exercise(struct store *store, const struct store_start *start, size_t index,
                        struct error *error) {
    const struct course_exercise *exercise = &start->course->exercises[index];
    return sql_run(store, error,
                   "INSERT INTO exercises (key, place, title, rubric, weight, max, due, present)"
                   " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 1)"
                   " ON CONFLICT (key) DO UPDATE SET place = ?2, title = ?3, rubric = ?4,"
                   " weight = ?5, max = ?6, due = ?7, present = 1",
                   "sissiii", exercise->id, (int64_t)index, start->exercises[index].title,
                   exercise->rubric, exercise->weight, start->exercises[index].max, exercise->due);
}

/* A folder for the student's reports: named after the key, with a number behind it where another
 * student's is called so. */
static int free_folder(struct store *store, struct arena *arena, const char *key,
                       const char **ret_folder, struct error *error) {
    const char *base = name_file(arena, key);
    *ret_folder = base;
    for (int64_t taken = 1, i = 2;; i++) {
        if (sql_number(store, 0, &taken, error,
                       "SELECT count(*) FROM students WHERE folder = ?1 COLLATE NOCASE", "s",
                       *ret_folder) != 0)
            return -1;
        if (taken == 0)
            return 0;
        *ret_folder = arena_printf(arena, "%s~%lld", base, (long long)i);
    }
}

static int put_student(struct store *store, const struct student *student, bool in_roster,
                       struct error *error) {
    ARENA_AUTO arena = arena_new();
    const char *key = name_clean(arena, student->key), *folder = "";
    int64_t known;
    if (sql_number(store, 0, &known, error, "SELECT count(*) FROM students WHERE key = ?1", "s",
                   key) != 0 ||
        (known == 0 && free_folder(store, arena, key, &folder, error) != 0))
        return -1;
    return sql_run(store, error,
                   "INSERT INTO students (key, folder, name, email, number, login, section,"
                   " in_roster, present) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 1)"
                   " ON CONFLICT (key) DO UPDATE SET name = ?3, email = ?4, number = ?5,"
                   " login = ?6, section = ?7, in_roster = ?8, present = 1",
                   "sssssssi", key, folder, name_clean(arena, student->name),
                   name_clean(arena, student->email), name_clean(arena, student->number),
                   name_clean(arena, student->login), name_clean(arena, student->section),
                   (int64_t)in_roster);
}

/* Each path with its NUL. */
static const char *join_paths(struct arena *arena, const struct attempt *attempt,
                              size_t *ret_length) {
    size_t length = 0;
    for (size_t i = 0; i < attempt->path_count; i++)
        length += strlen(attempt->paths[i]) + 1;
    char *paths = arena_alloc(arena, length + 1), *next = paths;
    for (size_t i = 0; i < attempt->path_count; i++)
        next = stpcpy(next, attempt->paths[i]) + 1;
    *ret_length = length;
    return paths;
}

static int put_attempt(struct store *store, const struct store_start *start,
                       const struct attempt *attempt, struct error *error) {
    ARENA_AUTO arena = arena_new();
    const struct course *course = start->course;
    size_t length;
    const char *paths = join_paths(arena, attempt, &length);
    const char *first = attempt->path_count == 0 ? "" : attempt->paths[0];
    const char *name = attempt->name != NULL ? attempt->name : name_below(start->folder, first);
    return sql_run(
        store, error,
        "INSERT INTO attempts (student, exercise, number, time, path, paths, counts, queued,"
        " present) SELECT s.id, e.id, ?3, ?4, ?5, ?6, ?7, 0, 1 FROM students s, exercises e"
        " WHERE s.key = ?1 AND e.key = ?2"
        " ON CONFLICT (student, exercise, number) DO UPDATE SET time = ?4, path = ?5, paths = ?6,"
        " counts = ?7, present = 1",
        "ssiisbi", name_clean(arena, start->handed_in->students[attempt->student].key),
        course->exercises[attempt->exercise].id, (int64_t)attempt->number, attempt->time,
        name_clean(arena, name), (const void *)paths, length, (int64_t)attempt->counts);
}

static int put_all(struct store *store, const struct store_start *start, struct error *error) {
    const struct handed_in *handed_in = start->handed_in;
    int result = 0;
    for (size_t i = 0; result == 0 && i < start->course->exercise_count; i++)
        result = put_exercise(store, start, i, error);
    for (size_t i = 0; result == 0 && i < handed_in->student_count; i++)
        result = put_student(store, &handed_in->students[i], handed_in->in_roster[i], error);
    for (size_t i = 0; result == 0 && i < handed_in->attempt_count; i++)
        result = put_attempt(store, start, &handed_in->attempts[i], error);
    for (size_t i = 0; result == 0 && i < handed_in->stray_count; i++) {
        ARENA_AUTO arena = arena_new();
        const struct stray *stray = &handed_in->strays[i];
        result = sql_run(store, error, "INSERT INTO strays (path, why) VALUES (?1, ?2)", "ss",
                         name_clean(arena, name_below(start->folder, stray->path)),
                         name_clean(arena, stray->why));
    }
    return result;
}

static int forget_presence(struct store *store, bool goes_on, struct error *error) {
    if (sql_run(store, error, "UPDATE students SET present = 0", "") != 0 ||
        sql_run(store, error, "UPDATE exercises SET present = 0", "") != 0 ||
        sql_run(store, error, "UPDATE attempts SET present = 0, counts = 0", "") != 0 ||
        sql_run(store, error, "DELETE FROM strays", "") != 0)
        return -1;
    return goes_on ? 0 : sql_run(store, error, "UPDATE attempts SET queued = 0 WHERE queued", "");
}

/* The best of several attempts counts: the first of those with the most points. */
int store_count_best(struct store *store, struct error *error) {
    return sql_run(
        store, error,
        "UPDATE attempts SET counts = (id = (SELECT b.id FROM attempts b"
        "  LEFT JOIN results r ON r.attempt = b.id AND r.content = b.content"
        "  WHERE b.student = attempts.student AND b.exercise = attempts.exercise AND b.present"
        "  ORDER BY coalesce(r.outcome IN ('graded', 'not_gradable'), 0) DESC,"
        "  r.after_lateness DESC, b.number DESC LIMIT 1))"
        " WHERE present AND NOT (SELECT last_attempt FROM batch)",
        "");
}

int store_begin(struct store *store, const struct store_start *start, struct error *error) {
    if (sql_transaction(store, error) != 0)
        return -1;
    int result = forget_presence(store, start->goes_on, error);
    if (result == 0)
        result = put_batch(store, start, error);
    if (result == 0)
        result = put_all(store, start, error);
    if (result == 0)
        result = store_count_best(store, error);
    return sql_commit(store, result, error);
}

int store_finish(struct store *store, struct error *error) {
    return sql_run(store, error, "UPDATE batch SET ended = ?1", "i", (int64_t)time(NULL));
}
