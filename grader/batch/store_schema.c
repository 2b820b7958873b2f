/* SPDX-License-Identifier: MIT */
/* The tables. docs/store.md explains each column; a change of the schema is a new element of
 * `steps`, never a change of one that was published. */
#include "base/attributes.h"
#include "base/messages.h"
#include "batch/sql.h"

enum { APPLICATION = 0x6d706764 }; /* "mpgd": the file is ours */

static const char version_1[] =
    "CREATE TABLE batch ("
    " id INTEGER PRIMARY KEY CHECK (id = 1), title TEXT, course TEXT NOT NULL,"
    " submissions TEXT NOT NULL, layout TEXT NOT NULL, last_attempt INTEGER NOT NULL,"
    " started INTEGER NOT NULL, ended INTEGER NOT NULL DEFAULT 0,"
    " mpigrade TEXT, mpi TEXT, sandbox TEXT, command TEXT NOT NULL) STRICT;"

    "CREATE TABLE students ("
    " id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, folder TEXT NOT NULL UNIQUE,"
    " name TEXT, email TEXT, number TEXT, login TEXT, section TEXT,"
    " in_roster INTEGER NOT NULL, present INTEGER NOT NULL) STRICT;"

    "CREATE TABLE exercises ("
    " id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, place INTEGER NOT NULL,"
    " title TEXT NOT NULL, rubric TEXT NOT NULL, weight INTEGER NOT NULL, max INTEGER NOT NULL,"
    " due INTEGER NOT NULL, present INTEGER NOT NULL) STRICT;"

    "CREATE TABLE attempts ("
    " id INTEGER PRIMARY KEY, student INTEGER NOT NULL REFERENCES students,"
    " exercise INTEGER NOT NULL REFERENCES exercises, number INTEGER NOT NULL,"
    " time INTEGER NOT NULL, path TEXT NOT NULL, paths BLOB NOT NULL, content TEXT,"
    " counts INTEGER NOT NULL, queued INTEGER NOT NULL, present INTEGER NOT NULL,"
    " UNIQUE (student, exercise, number)) STRICT;"
    "CREATE INDEX attempts_queued ON attempts (exercise, id) WHERE queued;"

    "CREATE TABLE results ("
    " id INTEGER PRIMARY KEY, attempt INTEGER NOT NULL UNIQUE REFERENCES attempts,"
    " key TEXT NOT NULL, content TEXT NOT NULL, outcome TEXT NOT NULL, reason TEXT,"
    " points INTEGER NOT NULL, max INTEGER NOT NULL, days_late INTEGER NOT NULL,"
    " after_lateness INTEGER NOT NULL, timed_out INTEGER NOT NULL, source_hash TEXT,"
    " tries INTEGER NOT NULL, started INTEGER NOT NULL, wall_us INTEGER NOT NULL,"
    " cpu_us INTEGER NOT NULL) STRICT;"

    "CREATE TABLE reports ("
    " result INTEGER PRIMARY KEY REFERENCES results ON DELETE CASCADE, json TEXT NOT NULL) STRICT;"

    "CREATE TABLE checks ("
    " id INTEGER PRIMARY KEY, exercise INTEGER NOT NULL REFERENCES exercises, key TEXT NOT NULL,"
    " place INTEGER NOT NULL, title TEXT NOT NULL, visibility TEXT NOT NULL,"
    " UNIQUE (exercise, key)) STRICT;"

    "CREATE TABLE check_results ("
    " result INTEGER NOT NULL REFERENCES results ON DELETE CASCADE,"
    " \"check\" INTEGER NOT NULL REFERENCES checks, status TEXT NOT NULL,"
    " points INTEGER NOT NULL, max INTEGER NOT NULL,"
    " PRIMARY KEY (result, \"check\")) STRICT, WITHOUT ROWID;"

    "CREATE TABLE misconceptions ("
    " result INTEGER NOT NULL REFERENCES results ON DELETE CASCADE, key TEXT NOT NULL,"
    " text TEXT NOT NULL, PRIMARY KEY (result, key)) STRICT, WITHOUT ROWID;"

    "CREATE TABLE deadlocks ("
    " result INTEGER NOT NULL REFERENCES results ON DELETE CASCADE, case_id TEXT NOT NULL,"
    " text TEXT NOT NULL, PRIMARY KEY (result, case_id)) STRICT, WITHOUT ROWID;"

    "CREATE TABLE overrides ("
    " student INTEGER NOT NULL REFERENCES students, exercise INTEGER NOT NULL REFERENCES exercises,"
    " points INTEGER NOT NULL, reason TEXT NOT NULL, time INTEGER NOT NULL,"
    " PRIMARY KEY (student, exercise)) STRICT, WITHOUT ROWID;"

    "CREATE TABLE strays ("
    " id INTEGER PRIMARY KEY, path TEXT NOT NULL, why TEXT NOT NULL) STRICT;";

/* Element i takes a store of version i to version i + 1. */
static const char *const steps[] = {version_1};

static int execute(struct store *store, const char *text, struct error *error) {
    return sqlite3_exec(store->database, text, NULL, NULL, NULL) == SQLITE_OK
               ? 0
               : sql_error(store, error);
}

static int take_step(struct store *store, int64_t version, struct error *error) {
    char set[96];
    (void)sqlite3_snprintf(sizeof set, set, "PRAGMA application_id = %d; PRAGMA user_version = %d",
                           APPLICATION, (int)version + 1);
    return execute(store, steps[version], error) == 0 ? execute(store, set, error) : -1;
}

static int later_version(const struct store *store, struct error *error) {
    (void)error_set(error, ERROR_USAGE, _("%s was made by a later version of mpigrade"),
                    store->folder);
    error_advise(error, _("Use that version, or another output folder."));
    return -1;
}

int store_migrate(struct store *store, struct error *error) {
    const int64_t latest = (int64_t)ARRAY_LEN(steps);
    int64_t version, application, tables;
    if (sql_number(store, 0, &version, error, "PRAGMA user_version", "") != 0 ||
        sql_number(store, 0, &application, error, "PRAGMA application_id", "") != 0 ||
        sql_number(store, 0, &tables, error, "SELECT count(*) FROM sqlite_schema", "") != 0)
        return -1;
    if (tables > 0 && application != APPLICATION)
        return error_set(error, ERROR_USAGE, _("%s/%s is no store of mpigrade"), store->folder,
                         STORE_NAME);
    if (version > latest)
        return later_version(store, error);
    if (version == latest)
        return 0;
    if (store->mode == STORE_READ)
        return error_set(error, ERROR_USAGE,
                         _("%s was made by an earlier version of mpigrade: start its batch again"),
                         store->folder);
    int result = sql_transaction(store, error);
    for (; result == 0 && version < latest; version++)
        result = take_step(store, version, error);
    return sql_commit(store, result, error);
}
