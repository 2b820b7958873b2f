/* SPDX-License-Identifier: MIT */
/* What is still to be graded, an attempt at a time: however many there are, one is in memory. */
#include "base/messages.h"
#include "batch/sql.h"
#include "batch/store_write.h"

#include <string.h>

#define WORK                                                                                       \
    "SELECT a.id, e.place, s.key, e.key, a.number, a.counts, a.time, a.paths, r.key, r.outcome,"   \
    " a.content, coalesce(r.timed_out, 0), a.queued, a.exercise FROM attempts a"                   \
    " JOIN students s ON s.id = a.student AND s.present"                                           \
    " JOIN exercises e ON e.id = a.exercise AND e.present"                                         \
    " LEFT JOIN results r ON r.attempt = a.id"

static void read_paths(struct arena *arena, sqlite3_stmt *statement, struct store_work *work) {
    size_t length = (size_t)sqlite3_column_bytes(statement, 7), count = 0;
    const char *bytes =
        arena_strndup(arena, length == 0 ? "" : sqlite3_column_blob(statement, 7), length);
    for (size_t i = 0; i < length; i++)
        count += bytes[i] == '\0';
    const char **paths = arena_array(arena, count + 1, sizeof *paths);
    for (size_t i = 0; i < count; i++, bytes += strlen(bytes) + 1)
        paths[i] = bytes;
    work->path_count = count;
    work->paths = paths;
}

static void read_work(struct arena *arena, sqlite3_stmt *statement, struct store_work *ret_work) {
    *ret_work = (struct store_work){
        .attempt = sqlite3_column_int64(statement, 0),
        .exercise = (size_t)sqlite3_column_int64(statement, 1),
        .student = sql_text(arena, statement, 2),
        .exercise_id = sql_text(arena, statement, 3),
        .number = sqlite3_column_int(statement, 4),
        .counts = sqlite3_column_int(statement, 5) != 0,
        .time = sqlite3_column_int64(statement, 6),
        .result_key = sql_text(arena, statement, 8),
        .outcome = sql_text(arena, statement, 9),
        .content = sql_text(arena, statement, 10),
        .timed_out = sqlite3_column_int(statement, 11) != 0,
        .queued = sqlite3_column_int(statement, 12) != 0,
        .group = sqlite3_column_int64(statement, 13),
    };
    read_paths(arena, statement, ret_work);
}

static int plan_one(struct store *store, struct arena *arena, const struct store_work *work,
                    store_plan_function *plan, void *context, struct error *error) {
    struct store_plan made = {0};
    if (plan(context, arena, work, &made, error) != 0)
        return -1;
    return sql_run(store, error, "UPDATE attempts SET content = ?2, queued = ?3 WHERE id = ?1",
                   "isi", work->attempt, made.content, (int64_t)made.queue);
}

/* The rows are read one by one by their ids: what is being read is not what is written. */
static int plan_all(struct store *store, store_plan_function *plan, void *context,
                    struct error *error) {
    int64_t last = 0;
    for (;;) {
        ARENA_AUTO arena = arena_new();
        sqlite3_stmt *statement = sql_begin(
            store, error, WORK " WHERE a.present AND a.id > ?1 ORDER BY a.id LIMIT 1", "i", last);
        if (statement == NULL)
            return -1;
        struct store_work work;
        int status = sql_step(store, statement, error);
        if (status == 1)
            read_work(arena, statement, &work);
        sql_end(statement);
        if (status != 1)
            return status;
        if (plan_one(store, arena, &work, plan, context, error) != 0)
            return -1;
        last = work.attempt;
    }
}

int store_plan(struct store *store, store_plan_function *plan, void *context, struct error *error) {
    if (sql_transaction(store, error) != 0)
        return -1;
    int result = plan_all(store, plan, context, error);
    if (result == 0) /* what is no more there cannot be graded */
        result = sql_run(store, error,
                         "UPDATE attempts SET queued = 0 WHERE queued AND NOT present", "");
    if (result == 0) /* from now on there is something to go on with */
        result =
            sql_run(store, error,
                    "UPDATE batch SET command = ltrim(command, '?') WHERE command LIKE '?%'", "");
    return sql_commit(store, result, error);
}

int store_queue_length(struct store *store, int64_t *ret_length, struct error *error) {
    return sql_number(store, 0, ret_length, error, "SELECT count(*) FROM attempts WHERE queued",
                      "");
}

int store_next(struct store *store, struct arena *arena, struct store_work *work,
               struct error *error) {
    sqlite3_stmt *statement = sql_begin(store, error,
                                        WORK " WHERE a.queued AND (a.exercise, a.id) > (?1, ?2)"
                                             " ORDER BY a.exercise, a.id LIMIT 1",
                                        "ii", work->group, work->attempt);
    if (statement == NULL)
        return -1;
    int status = sql_step(store, statement, error);
    if (status == 1)
        read_work(arena, statement, work);
    sql_end(statement);
    return status;
}
