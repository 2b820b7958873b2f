/* SPDX-License-Identifier: MIT */
#include "batch/sql.h"

#include "base/attributes.h"
#include "base/messages.h"

#include <stdarg.h>
#include <string.h>

int sql_error(const struct store *store, struct error *error) {
    int code = sqlite3_errcode(store->database);
    if (code == SQLITE_FULL || code == SQLITE_IOERR) {
        (void)error_set(error, ERROR_FAULT, _("cannot write the store in %s: %s"), store->folder,
                        sqlite3_errmsg(store->database));
        error_advise(error, _("Make room on that disk and start the same command again: what was "
                              "graded stays."));
    } else if (code == SQLITE_BUSY || code == SQLITE_LOCKED) {
        (void)error_set(error, ERROR_FAULT, _("the store in %s is in use"), store->folder);
        error_advise(error, _("Wait until the other program has ended, and try again."));
    } else {
        (void)error_set(error, ERROR_FAULT, _("cannot use the store in %s: %s"), store->folder,
                        sqlite3_errmsg(store->database));
    }
    return -1;
}

/* A prepared statement. There are as many as there are texts in this floor, and one more where one
 * is used inside itself. */
static sqlite3_stmt *prepare(struct store *store, const char *text, struct error *error) {
    for (size_t i = 0; i < store->kept_count; i++)
        if (store->kept[i].text == text && sqlite3_stmt_busy(store->kept[i].statement) == 0)
            return store->kept[i].statement;
    sqlite3_stmt *statement;
    if (sqlite3_prepare_v3(store->database, text, -1, SQLITE_PREPARE_PERSISTENT, &statement,
                           NULL) != SQLITE_OK) {
        (void)sql_error(store, error);
        return NULL;
    }
    if (store->kept_count == ARRAY_LEN(store->kept))
        die("too many statements");
    store->kept[store->kept_count++] = (struct sql_kept){text, statement};
    return statement;
}

static int bind(sqlite3_stmt *statement, const char *types, va_list args) {
    int status = SQLITE_OK;
    for (int i = 1; *types != '\0' && status == SQLITE_OK; types++, i++) {
        if (*types == 's') {
            status = sqlite3_bind_text(statement, i, va_arg(args, const char *), -1, SQLITE_STATIC);
        } else if (*types == 'i') {
            status = sqlite3_bind_int64(statement, i, va_arg(args, int64_t));
        } else {
            const void *bytes = va_arg(args, const void *);
            size_t length = va_arg(args, size_t);
            status = sqlite3_bind_blob64(statement, i, bytes, length, SQLITE_STATIC);
        }
    }
    return status;
}

static sqlite3_stmt *begin(struct store *store, struct error *error, const char *text,
                           const char *types, va_list args) {
    sqlite3_stmt *statement = prepare(store, text, error);
    if (statement == NULL)
        return NULL;
    if (bind(statement, types, args) == SQLITE_OK)
        return statement;
    (void)sql_error(store, error);
    sql_end(statement);
    return NULL;
}

sqlite3_stmt *sql_begin(struct store *store, struct error *error, const char *text,
                        const char *types, ...) {
    va_list args;
    va_start(args, types);
    sqlite3_stmt *statement = begin(store, error, text, types, args);
    va_end(args);
    return statement;
}

int sql_step(struct store *store, sqlite3_stmt *statement, struct error *error) {
    int status = sqlite3_step(statement);
    if (status == SQLITE_ROW)
        return 1;
    return status == SQLITE_DONE ? 0 : sql_error(store, error);
}

void sql_end(sqlite3_stmt *statement) {
    (void)sqlite3_reset(statement);
    (void)sqlite3_clear_bindings(statement);
}

int sql_run(struct store *store, struct error *error, const char *text, const char *types, ...) {
    va_list args;
    va_start(args, types);
    sqlite3_stmt *statement = begin(store, error, text, types, args);
    va_end(args);
    if (statement == NULL)
        return -1;
    int status = sql_step(store, statement, error);
    sql_end(statement);
    return status < 0 ? -1 : 0;
}

int sql_number(struct store *store, int64_t otherwise, int64_t *ret_number, struct error *error,
               const char *text, const char *types, ...) {
    va_list args;
    va_start(args, types);
    sqlite3_stmt *statement = begin(store, error, text, types, args);
    va_end(args);
    if (statement == NULL)
        return -1;
    int status = sql_step(store, statement, error);
    *ret_number = status == 1 && sqlite3_column_type(statement, 0) != SQLITE_NULL
                      ? sqlite3_column_int64(statement, 0)
                      : otherwise;
    sql_end(statement);
    return status < 0 ? -1 : 0;
}

const char *sql_text(struct arena *arena, sqlite3_stmt *statement, int column) {
    const unsigned char *text = sqlite3_column_text(statement, column);
    return text == NULL ? NULL : arena_strdup(arena, (const char *)text);
}

int sql_transaction(struct store *store, struct error *error) {
    return sql_run(store, error, "BEGIN IMMEDIATE", "");
}

int sql_commit(struct store *store, int result, struct error *error) {
    if (result == 0)
        result = sql_run(store, error, "COMMIT", "");
    /* An error that SQLite cannot go on after has rolled back already. */
    if (result != 0 && sqlite3_get_autocommit(store->database) == 0)
        (void)sqlite3_exec(store->database, "ROLLBACK", NULL, NULL, NULL);
    return result;
}
