/* SPDX-License-Identifier: MIT */
/* What the store says of the class as a whole: of the attempts that count, and of results that are
 * about the files that are there now. */
#include "base/messages.h"
#include "batch/sql.h"

#define FROM_COUNTING                                                                              \
    " FROM exercises e JOIN attempts a ON a.exercise = e.id AND a.counts AND a.present"            \
    " JOIN students s ON s.id = a.student AND s.present"                                           \
    " JOIN results r ON r.attempt = a.id AND r.content = a.content"

/* Lets `read` make a row of each row of the statement, and hand it on. */
static int for_each(struct store *store, sqlite3_stmt *statement,
                    int (*read)(struct arena *arena, sqlite3_stmt *statement, void *call,
                                struct error *error),
                    void *call, struct error *error) {
    if (statement == NULL)
        return -1;
    int status;
    while ((status = sql_step(store, statement, error)) == 1) {
        ARENA_AUTO arena = arena_new();
        if (read(arena, statement, call, error) != 0) {
            status = -1;
            break;
        }
    }
    sql_end(statement);
    return status;
}

/* ---- checks ---- */

struct check_call {
    store_check_function *row;
    void *context;
};

static int read_check(struct arena *arena, sqlite3_stmt *statement, void *call,
                      struct error *error) {
    const struct check_call *to = call;
    const struct store_check row = {
        .id = sqlite3_column_int64(statement, 11),
        .exercise = sql_text(arena, statement, 0),
        .check = sql_text(arena, statement, 1),
        .title = sql_text(arena, statement, 2),
        .visibility = sql_text(arena, statement, 3),
        .graded = sqlite3_column_int64(statement, 4),
        .full = sqlite3_column_int64(statement, 5),
        .partial = sqlite3_column_int64(statement, 6),
        .failed = sqlite3_column_int64(statement, 7),
        .skipped = sqlite3_column_int64(statement, 8),
        .points = sqlite3_column_int64(statement, 9),
        .max = sqlite3_column_int64(statement, 10),
    };
    return to->row(to->context, &row, error);
}

int store_each_check(struct store *store, store_check_function *row, void *context,
                     struct error *error) {
    struct check_call call = {row, context};
    sqlite3_stmt *statement =
        sql_begin(store, error,
                  "SELECT e.key, c.key, c.title, c.visibility, sum(r.outcome = 'graded'),"
                  " sum(k.status = 'passed'), sum(k.status = 'partial'), sum(k.status = 'failed'),"
                  " sum(k.status = 'skipped'), sum(k.points), sum(k.max), c.id" FROM_COUNTING
                  " JOIN check_results k ON k.result = r.id JOIN checks c ON c.id = k.\"check\""
                  " WHERE e.present GROUP BY c.id ORDER BY e.place, c.place",
                  "");
    return for_each(store, statement, read_check, &call, error);
}

struct mark_call {
    store_mark_function *row;
    void *context;
};

static int read_mark(struct arena *arena, sqlite3_stmt *statement, void *call,
                     struct error *error) {
    const struct mark_call *to = call;
    const struct store_mark row = {
        .student = sql_text(arena, statement, 0),
        .check = sqlite3_column_int64(statement, 1),
        .status = sql_text(arena, statement, 2),
        .points = sqlite3_column_int64(statement, 3),
        .max = sqlite3_column_int64(statement, 4),
    };
    return to->row(to->context, &row, error);
}

int store_each_mark(struct store *store, store_mark_function *row, void *context,
                    struct error *error) {
    struct mark_call call = {row, context};
    sqlite3_stmt *statement =
        sql_begin(store, error,
                  "SELECT s.key, k.\"check\", k.status, k.points, k.max" FROM_COUNTING
                  " JOIN check_results k ON k.result = r.id WHERE e.present ORDER BY s.key",
                  "");
    return for_each(store, statement, read_mark, &call, error);
}

/* ---- misconceptions ---- */

struct misconception_call {
    store_misconception_function *row;
    void *context;
};

static int read_misconception(struct arena *arena, sqlite3_stmt *statement, void *call,
                              struct error *error) {
    const struct misconception_call *to = call;
    const struct store_misconception row = {
        .exercise = sql_text(arena, statement, 0),
        .misconception = sql_text(arena, statement, 1),
        .text = sql_text(arena, statement, 2),
        .students = sqlite3_column_int64(statement, 3),
        .examples = sql_text(arena, statement, 4),
    };
    return to->row(to->context, &row, error);
}

int store_each_misconception(struct store *store, store_misconception_function *row, void *context,
                             struct error *error) {
    struct misconception_call call = {row, context};
    sqlite3_stmt *statement = sql_begin(
        store, error,
        "SELECT exercise, key, min(text), count(*),"
        " group_concat(CASE WHEN nth <= 5 THEN student END, ', ')"
        " FROM (SELECT e.key AS exercise, e.place, m.key, m.text, s.key AS student, row_number()"
        "  OVER (PARTITION BY e.id, m.key ORDER BY s.key) AS nth" FROM_COUNTING
        "  JOIN misconceptions m ON m.result = r.id WHERE e.present ORDER BY s.key)"
        " GROUP BY place, key ORDER BY place, count(*) DESC, key",
        "");
    return for_each(store, statement, read_misconception, &call, error);
}

/* ---- deadlocks ---- */

struct deadlock_call {
    store_deadlock_function *row;
    void *context;
};

static int read_deadlock(struct arena *arena, sqlite3_stmt *statement, void *call,
                         struct error *error) {
    const struct deadlock_call *to = call;
    const struct store_deadlock row = {
        .student = sql_text(arena, statement, 0),
        .exercise = sql_text(arena, statement, 1),
        .case_id = sql_text(arena, statement, 2),
        .text = sql_text(arena, statement, 3),
    };
    return to->row(to->context, &row, error);
}

int store_each_deadlock(struct store *store, store_deadlock_function *row, void *context,
                        struct error *error) {
    struct deadlock_call call = {row, context};
    sqlite3_stmt *statement = sql_begin(store, error,
                                        "SELECT s.key, e.key, d.case_id, d.text" FROM_COUNTING
                                        " JOIN deadlocks d ON d.result = r.id WHERE e.present"
                                        " ORDER BY s.key, e.place, d.case_id",
                                        "");
    return for_each(store, statement, read_deadlock, &call, error);
}

/* ---- strays ---- */

struct stray_call {
    int (*row)(void *context, const char *path, const char *why, struct error *error);
    void *context;
};

static int read_stray(struct arena *arena, sqlite3_stmt *statement, void *call,
                      struct error *error) {
    const struct stray_call *to = call;
    return to->row(to->context, sql_text(arena, statement, 0), sql_text(arena, statement, 1),
                   error);
}

int store_each_stray(struct store *store,
                     int (*row)(void *context, const char *path, const char *why,
                                struct error *error),
                     void *context, struct error *error) {
    struct stray_call call = {row, context};
    sqlite3_stmt *statement =
        sql_begin(store, error, "SELECT path, why FROM strays ORDER BY id", "");
    return for_each(store, statement, read_stray, &call, error);
}

/* ---- the summary ---- */

static const char summary_row[] =
    "SELECT b.title, b.course, b.submissions, b.layout, b.started, b.ended, b.mpigrade, b.mpi,"
    " b.sandbox, (SELECT count(*) FROM students WHERE present),"
    " (SELECT count(DISTINCT a.student) FROM attempts a JOIN students s ON s.id = a.student"
    "  JOIN exercises e ON e.id = a.exercise WHERE a.present AND s.present AND e.present),"
    " (SELECT count(*) FROM strays) FROM batch b";

static const char summary_counts[] =
    "SELECT coalesce(sum(r.outcome = 'graded'), 0), coalesce(sum(r.outcome = 'not_gradable'), 0),"
    " coalesce(sum(r.outcome = 'grader_fault'), 0), coalesce(sum(r.outcome IS NULL), 0),"
    " coalesce(sum(r.cpu_us), 0), coalesce(sum(r.wall_us), 0)"
    " FROM attempts a JOIN students s ON s.id = a.student AND s.present"
    " JOIN exercises e ON e.id = a.exercise AND e.present"
    " LEFT JOIN results r ON r.attempt = a.id AND r.content = a.content"
    " WHERE a.present AND a.counts";

static int read_counts(struct store *store, struct store_summary *summary, struct error *error) {
    sqlite3_stmt *statement = sql_begin(store, error, summary_counts, "");
    if (statement == NULL)
        return -1;
    int status = sql_step(store, statement, error);
    if (status == 1) {
        summary->graded = sqlite3_column_int64(statement, 0);
        summary->not_gradable = sqlite3_column_int64(statement, 1);
        summary->faults = sqlite3_column_int64(statement, 2);
        summary->waiting = sqlite3_column_int64(statement, 3);
        summary->cpu_us = sqlite3_column_int64(statement, 4);
        summary->wall_us = sqlite3_column_int64(statement, 5);
    }
    sql_end(statement);
    return status < 0 ? -1 : 0;
}

int store_summary(struct store *store, struct arena *arena, struct store_summary *ret_summary,
                  struct error *error) {
    sqlite3_stmt *statement = sql_begin(store, error, summary_row, "");
    if (statement == NULL)
        return -1;
    int status = sql_step(store, statement, error);
    if (status == 1)
        *ret_summary = (struct store_summary){
            .title = sql_text(arena, statement, 0),
            .course = sql_text(arena, statement, 1),
            .submissions = sql_text(arena, statement, 2),
            .layout = sql_text(arena, statement, 3),
            .started = sqlite3_column_int64(statement, 4),
            .ended = sqlite3_column_int64(statement, 5),
            .mpigrade = sql_text(arena, statement, 6),
            .mpi = sql_text(arena, statement, 7),
            .sandbox = sql_text(arena, statement, 8),
            .students = sqlite3_column_int64(statement, 9),
            .handed_in = sqlite3_column_int64(statement, 10),
            .strays = sqlite3_column_int64(statement, 11),
        };
    sql_end(statement);
    if (status == 0)
        return error_set(error, ERROR_USAGE, _("the batch in %s was not started yet"),
                         store->folder);
    return status < 0 ? -1 : read_counts(store, ret_summary, error);
}
