/* SPDX-License-Identifier: MIT */
#include "batch/store.h"

#include "base/files.h"
#include "base/messages.h"
#include "batch/sql.h"

#include <stdlib.h>
#include <string.h>

enum { BUSY_MS = 10000 };

/* ---- opening ---- */

static int no_store(const char *folder, struct error *error) {
    (void)error_set(error, ERROR_USAGE, _("there is no batch in %s"), folder);
    error_advise(error, _("mpigrade batch COURSE FOLDER -o %s makes one."), folder);
    return -1;
}

/* "file:" and the path in which nothing means anything to SQLite. */
static char *uri_of(struct arena *arena, const char *path, const char *query) {
    static const char digits[] = "0123456789abcdef";
    char *uri = arena_alloc(arena, 3 * strlen(path) + strlen(query) + 8);
    char *out = stpcpy(uri, "file:");
    for (; *path != '\0'; path++) {
        if (*path != '%' && *path != '?' && *path != '#') {
            *out++ = *path;
            continue;
        }
        *out++ = '%';
        *out++ = digits[(unsigned char)*path >> 4];
        *out++ = digits[(unsigned char)*path & 15];
    }
    (void)stpcpy(out, query);
    return uri;
}

static int try_open(struct store *store, const char *uri, int flags, struct error *error) {
    if (sqlite3_open_v2(uri, &store->database, flags | SQLITE_OPEN_URI, NULL) != SQLITE_OK)
        return sql_error(store, error);
    (void)sqlite3_extended_result_codes(store->database, 0);
    (void)sqlite3_busy_timeout(store->database, BUSY_MS);
    return sqlite3_exec(store->database, "PRAGMA foreign_keys = ON; PRAGMA schema_version", NULL,
                        NULL, NULL) == SQLITE_OK
               ? 0
               : sql_error(store, error);
}

static int open_to_write(struct store *store, const char *path, struct error *error) {
    ARENA_AUTO arena = arena_new();
    if (try_open(store, uri_of(arena, path, ""), SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
                 error) != 0)
        return -1;
    /* FULL: what was said to be done is on the disk, also when the power fails. */
    return sqlite3_exec(store->database, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL",
                        NULL, NULL, NULL) == SQLITE_OK
               ? 0
               : sql_error(store, error);
}

/* In a folder that we may not write to SQLite cannot share the file with a writer; then there is
 * none either. */
static int open_to_read(struct store *store, const char *path, struct error *error) {
    ARENA_AUTO arena = arena_new();
    struct error problem = {0};
    if (try_open(store, uri_of(arena, path, ""), SQLITE_OPEN_READONLY, &problem) == 0)
        return 0;
    bool forbidden = sqlite3_errcode(store->database) == SQLITE_CANTOPEN ||
                     sqlite3_errcode(store->database) == SQLITE_READONLY;
    if (!forbidden) {
        *error = problem;
        return -1;
    }
    (void)sqlite3_close(store->database);
    return try_open(store, uri_of(arena, path, "?immutable=1"), SQLITE_OPEN_READONLY, error);
}

/* A file that is no database at all is a wrong name on the command line. */
static int blame_file(const struct store *store, struct error *error) {
    if (sqlite3_errcode(store->database) != SQLITE_NOTADB)
        return -1;
    *error = (struct error){0};
    return error_set(error, ERROR_USAGE, _("%s/%s is no store of mpigrade"), store->folder,
                     STORE_NAME);
}

struct store *store_open(const char *folder, enum store_mode mode, struct error *error) {
    ARENA_AUTO arena = arena_new();
    const char *path = path_join(arena, folder, STORE_NAME);
    if (mode == STORE_READ && !path_is_file(path)) {
        (void)no_store(folder, error);
        return NULL;
    }
    struct store *store = calloc(1, sizeof *store);
    char *name = strdup(folder);
    if (store == NULL || name == NULL)
        die("out of memory");
    *store = (struct store){.folder = name, .mode = mode};
    int status =
        mode == STORE_WRITE ? open_to_write(store, path, error) : open_to_read(store, path, error);
    if (status != 0)
        status = blame_file(store, error);
    if (status == 0)
        status = store_migrate(store, error);
    if (status == 0)
        return store;
    store_close(store);
    return NULL;
}

void store_close(struct store *store) {
    if (store == NULL)
        return;
    for (size_t i = 0; i < store->kept_count; i++)
        (void)sqlite3_finalize(store->kept[i].statement);
    (void)sqlite3_close_v2(store->database);
    free(store->folder);
    free(store);
}

/* ---- rows ---- */

/* A result counts while it is about the files that are there now. */
static const char each_row[] =
    "SELECT s.key, s.name, s.email, s.number, s.login, s.section, s.in_roster,"
    " e.key, e.title, e.weight, e.max,"
    " a.id, a.number,"
    " (SELECT count(*) FROM attempts n"
    "  WHERE n.student = s.id AND n.exercise = e.id AND n.present),"
    " a.path, a.time, coalesce(r.outcome, 'waiting'), r.reason, r.points, r.days_late,"
    " r.after_lateness, o.points, o.reason,"
    " 'reports/' || s.folder || '/' || e.key || '.json', r.source_hash, r.wall_us, r.started, r.id,"
    " coalesce(r.max, e.max), e.due, s.folder"
    " FROM students s CROSS JOIN exercises e"
    " LEFT JOIN attempts a ON a.student = s.id AND a.exercise = e.id AND a.counts AND a.present"
    " LEFT JOIN results r ON r.attempt = a.id AND r.content = a.content"
    " LEFT JOIN overrides o ON o.student = s.id AND o.exercise = e.id"
    " WHERE s.present AND e.present AND (?1 IS NULL OR s.key = ?1)"
    " ORDER BY s.key, e.place";

static void read_student(struct arena *arena, sqlite3_stmt *statement, struct store_row *row) {
    row->student = sql_text(arena, statement, 0);
    row->name = sql_text(arena, statement, 1);
    row->email = sql_text(arena, statement, 2);
    row->number = sql_text(arena, statement, 3);
    row->login = sql_text(arena, statement, 4);
    row->section = sql_text(arena, statement, 5);
    row->in_roster = sqlite3_column_int(statement, 6) != 0;
    row->exercise = sql_text(arena, statement, 7);
    row->exercise_title = sql_text(arena, statement, 8);
    row->weight = sqlite3_column_int64(statement, 9);
    row->max = sqlite3_column_int64(statement, 28);
    row->due = sqlite3_column_int64(statement, 29);
    row->folder = sql_text(arena, statement, 30);
}

static void read_attempt(struct arena *arena, sqlite3_stmt *statement, struct store_row *row) {
    row->attempt = sqlite3_column_int(statement, 12);
    row->attempts = sqlite3_column_int(statement, 13);
    row->path = sql_text(arena, statement, 14);
    row->time = sqlite3_column_int64(statement, 15);
    row->outcome = sql_text(arena, statement, 16);
    if (sqlite3_column_type(statement, 27) == SQLITE_NULL)
        return;
    row->reason = sql_text(arena, statement, 17);
    row->points = sqlite3_column_int64(statement, 18);
    row->days_late = sqlite3_column_int64(statement, 19);
    row->after_lateness = sqlite3_column_int64(statement, 20);
    row->report = sql_text(arena, statement, 23);
    row->source_hash = sql_text(arena, statement, 24);
    row->wall_us = sqlite3_column_int64(statement, 25);
    row->started = sqlite3_column_int64(statement, 26);
    row->result = sqlite3_column_int64(statement, 27);
}

static int64_t final_points(const struct store_row *row) {
    if (row->overridden)
        return row->override_points;
    if (!row->handed_in)
        return 0;
    bool scored = strcmp(row->outcome, "graded") == 0 || strcmp(row->outcome, "not_gradable") == 0;
    return scored ? row->after_lateness : -1;
}

static void read_row(struct arena *arena, sqlite3_stmt *statement, struct store_row *ret_row) {
    struct store_row row = {.handed_in = sqlite3_column_type(statement, 11) != SQLITE_NULL,
                            .overridden = sqlite3_column_type(statement, 21) != SQLITE_NULL};
    read_student(arena, statement, &row);
    if (row.handed_in)
        read_attempt(arena, statement, &row);
    row.override_points = sqlite3_column_int64(statement, 21);
    row.override_reason = sql_text(arena, statement, 22);
    row.final = final_points(&row);
    *ret_row = row;
}

int store_each(struct store *store, const char *student, store_row_function *row, void *context,
               struct error *error) {
    sqlite3_stmt *statement = sql_begin(store, error, each_row, "s", student);
    if (statement == NULL)
        return -1;
    int status;
    while ((status = sql_step(store, statement, error)) == 1) {
        ARENA_AUTO arena = arena_new();
        struct store_row read;
        read_row(arena, statement, &read);
        if (row(context, &read, error) != 0) {
            status = -1;
            break;
        }
    }
    sql_end(statement);
    return status;
}

static json_t *read_report(struct store *store, sqlite3_stmt *statement, int64_t id,
                           struct error *error) {
    if (statement == NULL)
        return NULL;
    json_t *report = NULL;
    int status = sql_step(store, statement, error);
    if (status == 1)
        report = json_loadb((const char *)sqlite3_column_text(statement, 0),
                            (size_t)sqlite3_column_bytes(statement, 0), JSON_ALLOW_NUL, NULL);
    if (status >= 0 && report == NULL)
        (void)error_set(error, ERROR_FAULT, _("the store in %s does not hold the report %lld"),
                        store->folder, (long long)id);
    sql_end(statement);
    return report;
}

json_t *store_report(struct store *store, int64_t result, struct error *error) {
    return read_report(
        store, sql_begin(store, error, "SELECT json FROM reports WHERE result = ?1", "i", result),
        result, error);
}

json_t *store_report_of(struct store *store, int64_t attempt, struct error *error) {
    return read_report(store,
                       sql_begin(store, error,
                                 "SELECT p.json FROM reports p JOIN results r ON r.id = p.result"
                                 " WHERE r.attempt = ?1",
                                 "i", attempt),
                       attempt, error);
}
