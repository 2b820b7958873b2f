/* SPDX-License-Identifier: MIT */
/* Points that a person gave in place of ours. They hang on student and exercise, not on a result,
 * and so outlive it. */
#include "base/messages.h"
#include "base/near.h"
#include "batch/sql.h"
#include "batch/store_write.h"

#include <time.h>

/* Of all names the one that is like `key`. */
static void advise(struct store *store, const char *names_query, const char *key,
                   struct error *error) {
    ARENA_AUTO arena = arena_new();
    const char **names = NULL;
    size_t count = 0, capacity = 0;
    sqlite3_stmt *statement = sql_begin(store, error, names_query, "");
    if (statement == NULL)
        return;
    while (sql_step(store, statement, error) == 1)
        *(const char **)arena_push(arena, &names, &count, &capacity, sizeof *names) =
            sql_text(arena, statement, 0);
    sql_end(statement);
    const char *near = near_name(key, names, count);
    if (near != NULL)
        error_advise(error, _("Did you mean \"%s\"?"), near);
}

static int find_student(struct store *store, const char *key, int64_t *ret_id,
                        struct error *error) {
    if (sql_number(store, 0, ret_id, error, "SELECT id FROM students WHERE present AND key = ?1",
                   "s", key) != 0)
        return -1;
    if (*ret_id != 0)
        return 0;
    (void)error_set(error, ERROR_USAGE, _("there is no student %s in the batch in %s"), key,
                    store->folder);
    advise(store, "SELECT key FROM students WHERE present ORDER BY key", key, error);
    return -1;
}

static int find_exercise(struct store *store, const char *key, int64_t *ret_id,
                         struct error *error) {
    if (sql_number(store, 0, ret_id, error, "SELECT id FROM exercises WHERE present AND key = ?1",
                   "s", key) != 0)
        return -1;
    if (*ret_id != 0)
        return 0;
    (void)error_set(error, ERROR_USAGE, _("there is no exercise %s in the batch in %s"), key,
                    store->folder);
    advise(store, "SELECT key FROM exercises WHERE present ORDER BY place", key, error);
    return -1;
}

int store_override_set(struct store *store, const struct store_override *override,
                       struct error *error) {
    int64_t student, exercise, max;
    if (find_student(store, override->student, &student, error) != 0 ||
        find_exercise(store, override->exercise, &exercise, error) != 0 ||
        sql_number(store, 0, &max, error, "SELECT max FROM exercises WHERE id = ?1", "i",
                   exercise) != 0)
        return -1;
    if (override->points < 0 || override->points > max)
        return error_set(error, ERROR_USAGE, _("%s gives from 0 to %g points, not %g"),
                         override->exercise, (double)max / 1000, (double) override->points / 1000);
    return sql_run(store, error,
                   "INSERT INTO overrides (student, exercise, points, reason, time)"
                   " VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (student, exercise)"
                   " DO UPDATE SET points = ?3, reason = ?4, time = ?5",
                   "iiisi", student, exercise, override->points, override->reason,
                   override->time != 0 ? override->time : (int64_t)time(NULL));
}

int store_override_remove(struct store *store, const char *student_key, const char *exercise_key,
                          struct error *error) {
    int64_t student, exercise;
    if (find_student(store, student_key, &student, error) != 0 ||
        find_exercise(store, exercise_key, &exercise, error) != 0 ||
        sql_run(store, error, "DELETE FROM overrides WHERE student = ?1 AND exercise = ?2", "ii",
                student, exercise) != 0)
        return -1;
    return sqlite3_changes(store->database) == 1
               ? 0
               : error_set(error, ERROR_USAGE, _("%s has no other points than ours in %s"),
                           student_key, exercise_key);
}

int store_each_override(struct store *store,
                        int (*row)(void *context, const struct store_override *override,
                                   struct error *error),
                        void *context, struct error *error) {
    sqlite3_stmt *statement =
        sql_begin(store, error,
                  "SELECT s.key, e.key, o.reason, o.points, o.time FROM overrides o"
                  " JOIN students s ON s.id = o.student JOIN exercises e ON e.id = o.exercise"
                  " ORDER BY s.key, e.place",
                  "");
    if (statement == NULL)
        return -1;
    int status;
    while ((status = sql_step(store, statement, error)) == 1) {
        const struct store_override override = {
            .student = (const char *)sqlite3_column_text(statement, 0),
            .exercise = (const char *)sqlite3_column_text(statement, 1),
            .reason = (const char *)sqlite3_column_text(statement, 2),
            .points = sqlite3_column_int64(statement, 3),
            .time = sqlite3_column_int64(statement, 4),
        };
        if (row(context, &override, error) != 0) {
            status = -1;
            break;
        }
    }
    sql_end(statement);
    return status;
}
