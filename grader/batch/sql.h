/* SPDX-License-Identifier: MIT */
/* SQLite with our errors: what the store's files share. */
#ifndef MPIGRADE_BATCH_SQL_H
#define MPIGRADE_BATCH_SQL_H

#include "batch/store.h"

#include <sqlite3.h>

struct store {
    sqlite3 *database;
    char *folder; /* malloc()ed */
    enum store_mode mode;
    struct sql_kept { /* statements stay prepared; told apart by the address of their text */
        const char *text;
        sqlite3_stmt *statement;
    } kept[96];
    size_t kept_count;
};

/* Says what SQLite says. Returns -1. */
int sql_error(const struct store *store, struct error *error);

/* A statement with its parameters: `types` has a letter for each argument, s: const char * (NULL is
 * null), i: int64_t, b: const void * and size_t. `text` must be a literal. NULL and an error. Texts
 * must live until sql_end(). */
sqlite3_stmt *sql_begin(struct store *store, struct error *error, const char *text,
                        const char *types, ...) MUST_USE;
/* 1: there is a row; 0: there is none (any more); -1. */
int sql_step(struct store *store, sqlite3_stmt *statement, struct error *error) MUST_USE;
void sql_end(sqlite3_stmt *statement);

/* A statement without rows. */
int sql_run(struct store *store, struct error *error, const char *text, const char *types,
            ...) MUST_USE;
/* One number; `otherwise` when there is no row or it is null. */
int sql_number(struct store *store, int64_t otherwise, int64_t *ret_number, struct error *error,
               const char *text, const char *types, ...) MUST_USE;

/* A column's text in the arena; NULL for null. */
const char *sql_text(struct arena *arena, sqlite3_stmt *statement, int column) MUST_USE;

/* Between these all or nothing happens: pass what the work between them returned, and return what
 * comes back. */
int sql_transaction(struct store *store, struct error *error) MUST_USE;
int sql_commit(struct store *store, int result, struct error *error) MUST_USE;

/* ---- store_schema.c ---- */

/* Makes the tables, or brings them up to date. */
int store_migrate(struct store *store, struct error *error) MUST_USE;

/* ---- store_begin.c ---- */

/* Where the best of several attempts counts: finds it anew, for all. */
int store_count_best(struct store *store, struct error *error) MUST_USE;

#endif
