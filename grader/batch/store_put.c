/* SPDX-License-Identifier: MIT */
/* A report comes into the store, taken apart so far that nobody need read it again to know what the
 * class did. The file beside it comes after the transaction; store_write_files() makes up for a
 * batch that was killed between the two. */
#include "base/attributes.h"
#include "base/files.h"
#include "base/messages.h"
#include "batch/sql.h"
#include "batch/store_write.h"

#include <fcntl.h>
#include <math.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static const char *text_of(const json_t *object, const char *key) {
    return json_string_value(json_object_get(object, key));
}

int64_t store_points(const json_t *number) {
    return llround(json_number_value(number) * 1000);
}

static int64_t thousandths(const json_t *object, const char *key) {
    return store_points(json_object_get(object, key));
}

static int64_t microseconds(const json_t *object, const char *key) {
    return llround(json_number_value(json_object_get(object, key)) * 1e6);
}

/* ---- parts of a report ---- */

static bool has_timed_out(const json_t *report) {
    size_t index;
    const json_t *run;
    json_array_foreach(json_object_get(report, "cases"), index, run) {
        const char *outcome = text_of(run, "outcome");
        if (outcome != NULL && strcmp(outcome, "timed_out") == 0)
            return true;
    }
    return false;
}

static int64_t cpu_of(const json_t *timing) {
    int64_t sum = 0;
    size_t i, j;
    const json_t *run, *rank;
    json_array_foreach(json_object_get(timing, "cases"), i, run)
        json_array_foreach(json_object_get(run, "ranks"), j, rank) sum +=
        microseconds(rank, "cpu_s");
    return sum;
}

static int64_t started_at(const json_t *timing) {
    const char *text = text_of(timing, "started");
    struct tm parts = {0};
    return text == NULL || strptime(text, "%Y-%m-%dT%H:%M:%SZ", &parts) == NULL
               ? 0
               : (int64_t)timegm(&parts);
}

/* ---- rows ---- */

static int put_row(struct store *store, const struct store_result *result, struct error *error) {
    const json_t *report = result->report, *score = json_object_get(report, "score"),
                 *timing = json_object_get(report, "timing");
    /* Time that was spent on another one is counted there. */
    const bool shared = json_is_true(json_object_get(timing, "shared"));
    if (sql_run(store, error, "DELETE FROM results WHERE attempt = ?1", "i", result->attempt) != 0)
        return -1;
    return sql_run(store, error,
                   "INSERT INTO results (attempt, key, content, outcome, reason, points, max,"
                   " days_late, after_lateness, timed_out, source_hash, tries, started, wall_us,"
                   " cpu_us)"
                   " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
                   "issssiiiiisiiii", result->attempt, result->key, result->content,
                   text_of(report, "outcome"), text_of(report, "reason"),
                   thousandths(score, "points"), thousandths(score, "max"), result->days_late,
                   result->after_lateness, (int64_t)has_timed_out(report), result->source_hash,
                   (int64_t)result->tries, started_at(timing),
                   shared ? 0 : microseconds(timing, "wall_s"), shared ? 0 : cpu_of(timing));
}

/* After a fault there is no score: what could be had stands with the exercise. */
static int mend_max(struct store *store, int64_t row, struct error *error) {
    return sql_run(store, error,
                   "UPDATE results SET max = (SELECT e.max FROM attempts a JOIN exercises e"
                   " ON e.id = a.exercise WHERE a.id = results.attempt)"
                   " WHERE id = ?1 AND outcome = 'grader_fault'",
                   "i", row);
}

static int put_check(struct store *store, int64_t row, int64_t attempt, size_t place,
                     const json_t *check, struct error *error) {
    if (sql_run(store, error,
                "INSERT INTO checks (exercise, key, place, title, visibility)"
                " SELECT exercise, ?2, ?3, ?4, ?5 FROM attempts WHERE id = ?1"
                " ON CONFLICT (exercise, key) DO UPDATE SET place = ?3, title = ?4,"
                " visibility = ?5",
                "isiss", attempt, text_of(check, "id"), (int64_t)place, text_of(check, "title"),
                text_of(check, "visibility")) != 0)
        return -1;
    return sql_run(store, error,
                   "INSERT INTO check_results (result, \"check\", status, points, max)"
                   " SELECT ?1, c.id, ?4, ?5, ?6 FROM checks c JOIN attempts a"
                   " ON a.exercise = c.exercise WHERE a.id = ?2 AND c.key = ?3",
                   "iissii", row, attempt, text_of(check, "id"), text_of(check, "status"),
                   thousandths(check, "points"), thousandths(check, "max"));
}

static int put_misconceptions(struct store *store, int64_t row, const json_t *check,
                              struct error *error) {
    size_t index;
    const json_t *finding;
    json_array_foreach(json_object_get(check, "findings"), index, finding) {
        const char *key = text_of(finding, "misconception");
        if (key != NULL && sql_run(store, error,
                                   "INSERT OR IGNORE INTO misconceptions (result, key, text)"
                                   " VALUES (?1, ?2, ?3)",
                                   "iss", row, key, text_of(finding, "what")) != 0)
            return -1;
    }
    return 0;
}

static int put_deadlock(struct store *store, int64_t row, const json_t *run, struct error *error) {
    const char *text = text_of(json_object_get(run, "deadlock"), "text");
    return text == NULL ? 0
                        : sql_run(store, error,
                                  "INSERT OR IGNORE INTO deadlocks (result, case_id, text)"
                                  " VALUES (?1, ?2, ?3)",
                                  "iss", row, text_of(run, "id"), text);
}

static int put_parts(struct store *store, const struct store_result *result, int64_t row,
                     struct error *error) {
    size_t index;
    const json_t *part;
    json_array_foreach(json_object_get(result->report, "checks"), index, part) {
        if (put_check(store, row, result->attempt, index, part, error) != 0 ||
            put_misconceptions(store, row, part, error) != 0)
            return -1;
    }
    json_array_foreach(json_object_get(result->report, "cases"), index, part) {
        if (put_deadlock(store, row, part, error) != 0)
            return -1;
    }
    return 0;
}

static int put_text(struct store *store, const struct store_result *result, int64_t row,
                    struct error *error) {
    /* CAST makes a text of the bytes, of which the length is known. */
    return sql_run(store, error, "INSERT INTO reports (result, json) VALUES (?1, CAST(?2 AS TEXT))",
                   "ib", row, (const void *)result->text, result->length);
}

static int count_best(struct store *store, int64_t attempt, struct error *error) {
    return sql_run(
        store, error,
        "UPDATE attempts SET counts = (id = (SELECT b.id FROM attempts b"
        "  LEFT JOIN results r ON r.attempt = b.id AND r.content = b.content"
        "  WHERE b.student = attempts.student AND b.exercise = attempts.exercise AND b.present"
        "  ORDER BY coalesce(r.outcome IN ('graded', 'not_gradable'), 0) DESC,"
        "  r.after_lateness DESC, b.number DESC LIMIT 1))"
        " WHERE present AND NOT (SELECT last_attempt FROM batch)"
        " AND (student, exercise) = (SELECT student, exercise FROM attempts WHERE id = ?1)",
        "i", attempt);
}

static int put_all(struct store *store, const struct store_result *result, struct error *error) {
    if (put_row(store, result, error) != 0)
        return -1;
    int64_t row = sqlite3_last_insert_rowid(store->database);
    if (mend_max(store, row, error) != 0 || put_text(store, result, row, error) != 0 ||
        put_parts(store, result, row, error) != 0 ||
        sql_run(store, error, "UPDATE attempts SET queued = 0 WHERE id = ?1", "i",
                result->attempt) != 0)
        return -1;
    return count_best(store, result->attempt, error);
}

/* ---- files ---- */

/* Reports of attempts: that which counts is EXERCISE.json, the others say which they are. */
#define FILES                                                                                      \
    "SELECT a.id, 'reports/' || s.folder, '/' || e.key ||"                                         \
    " CASE WHEN a.counts THEN '' ELSE '.attempt-' || a.number END || '.json', p.json"              \
    " FROM results r JOIN reports p ON p.result = r.id JOIN attempts a ON a.id = r.attempt"        \
    " JOIN students s ON s.id = a.student AND s.present"                                           \
    " JOIN exercises e ON e.id = a.exercise AND e.present"                                         \
    " WHERE a.present AND r.content = a.content"

static bool is_written(const char *path, const char *text, size_t length) {
    FD_AUTO fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    struct stat status;
    if (fd < 0 || fstat(fd, &status) != 0 || !S_ISREG(status.st_mode) ||
        status.st_size != (off_t)length)
        return false;
    char block[65536];
    ssize_t got;
    while (length > 0 && (got = fd_read(fd, block, sizeof block)) > 0) {
        if ((size_t)got > length || memcmp(block, text, (size_t)got) != 0)
            return false;
        text += got;
        length -= (size_t)got;
    }
    return length == 0;
}

static int write_file(struct store *store, sqlite3_stmt *statement, struct error *error) {
    ARENA_AUTO arena = arena_new();
    const char *folder =
        path_join(arena, store->folder, (const char *)sqlite3_column_text(statement, 1));
    const char *path =
        arena_printf(arena, "%s%s", folder, (const char *)sqlite3_column_text(statement, 2));
    const char *text = (const char *)sqlite3_column_text(statement, 3);
    size_t length = (size_t)sqlite3_column_bytes(statement, 3);
    if (is_written(path, text, length))
        return 0;
    return folder_make(folder, error) == 0 ? file_write(path, text, length, error) : -1;
}

static int write_files(struct store *store, sqlite3_stmt *statement, struct error *error) {
    if (statement == NULL)
        return -1;
    int status;
    while ((status = sql_step(store, statement, error)) == 1) {
        if (write_file(store, statement, error) != 0) {
            status = -1;
            break;
        }
    }
    sql_end(statement);
    return status;
}

int store_write_files(struct store *store, struct error *error) {
    return write_files(store, sql_begin(store, error, FILES, ""), error);
}

int store_put(struct store *store, const struct store_result *result, struct error *error) {
    if (sql_transaction(store, error) != 0 ||
        sql_commit(store, put_all(store, result, error), error) != 0)
        return -1;
    /* When the best counts, another attempt may count now than before. */
    return write_files(store,
                       sql_begin(store, error,
                                 FILES " AND (a.student, a.exercise) ="
                                       " (SELECT student, exercise FROM attempts WHERE id = ?1)",
                                 "i", result->attempt),
                       error);
}

/* ---- lateness ---- */

static int apply_one(struct store *store, sqlite3_stmt *statement, store_late_function *late,
                     void *context, struct error *error) {
    int64_t days, points = late(context, (size_t)sqlite3_column_int64(statement, 1),
                                sqlite3_column_int64(statement, 2),
                                sqlite3_column_int64(statement, 3), &days);
    if (points == sqlite3_column_int64(statement, 4) && days == sqlite3_column_int64(statement, 5))
        return 0;
    return sql_run(store, error,
                   "UPDATE results SET after_lateness = ?2, days_late = ?3 WHERE id = ?1", "iii",
                   sqlite3_column_int64(statement, 0), points, days);
}

static int apply_all(struct store *store, store_late_function *late, void *context,
                     struct error *error) {
    sqlite3_stmt *statement =
        sql_begin(store, error,
                  "SELECT r.id, e.place, r.points, a.time, r.after_lateness, r.days_late"
                  " FROM results r JOIN attempts a ON a.id = r.attempt"
                  " JOIN exercises e ON e.id = a.exercise WHERE a.present AND e.present"
                  " ORDER BY r.id",
                  "");
    if (statement == NULL)
        return -1;
    int status;
    while ((status = sql_step(store, statement, error)) == 1) {
        if (apply_one(store, statement, late, context, error) != 0) {
            status = -1;
            break;
        }
    }
    sql_end(statement);
    return status;
}

int store_apply_lateness(struct store *store, store_late_function *late, void *context,
                         struct error *error) {
    if (sql_transaction(store, error) != 0)
        return -1;
    int result = apply_all(store, late, context, error);
    if (result == 0)
        result = store_count_best(store, error);
    return sql_commit(store, result, error);
}
