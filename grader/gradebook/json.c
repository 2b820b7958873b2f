/* SPDX-License-Identifier: MIT */
/* Everything, for programs: docs/class.md says what the keys mean. */
#include "gradebook/formats.h"

#include "report/value.h"

#include <time.h>

static json_t *amount(int64_t value) {
    return value < 0 ? json_null() : value_ratio(value, 1000);
}

static json_t *moment(int64_t seconds) {
    char text[32] = "";
    time_t when = (time_t)seconds;
    struct tm parts;
    if (seconds == 0 || gmtime_r(&when, &parts) == NULL)
        return json_null();
    (void)strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
    return value_text(text);
}

static json_t *counts_value(const struct store_summary *summary) {
    json_t *value = value_object();
    value_set(value, "students", json_integer(summary->students));
    value_set(value, "handed_in", json_integer(summary->handed_in));
    value_set(value, "graded", json_integer(summary->graded));
    value_set(value, "not_gradable", json_integer(summary->not_gradable));
    value_set(value, "grader_faults", json_integer(summary->faults));
    value_set(value, "waiting", json_integer(summary->waiting));
    value_set(value, "strays", json_integer(summary->strays));
    return value;
}

static json_t *exercise_value(const struct book_exercise *exercise) {
    json_t *value = value_object(), *bars = value_array();
    value_set(value, "id", value_text(exercise->id));
    value_set(value, "title", value_text(exercise->title));
    value_set(value, "weight", amount(exercise->weight));
    value_set(value, "max", amount(exercise->max));
    value_set(value, "due", moment(exercise->due));
    value_set(value, "scores", json_integer((json_int_t)exercise->scores));
    value_set(value, "full_marks", json_integer((json_int_t)exercise->full));
    value_set(value, "mean_percent", exercise->scores > 0 ? amount(exercise->mean) : NULL);
    value_set(value, "median_percent", exercise->scores > 0 ? amount(exercise->median) : NULL);
    for (size_t i = 0; i < BOOK_BARS; i++)
        value_append(bars, json_integer((json_int_t)exercise->bars[i]));
    value_set(value, "distribution", bars);
    return value;
}

static json_t *override_value(const struct store_row *row) {
    if (!row->overridden)
        return json_null();
    json_t *value = value_object();
    value_set(value, "points", amount(row->override_points));
    value_set(value, "reason", value_text(row->override_reason));
    return value;
}

static json_t *result_value(const struct book_exercise *exercise, const struct book_cell *cell) {
    const struct store_row *row = &cell->row;
    bool scored = cell->state == BOOK_GRADED || cell->state == BOOK_NOT_GRADABLE;
    json_t *value = value_object();
    value_set(value, "exercise", value_text(exercise->id));
    value_set(value, "outcome", value_text(book_state_key(cell->state)));
    value_set(value, "reason", value_text(row->reason));
    value_set(value, "path", value_text(row->path));
    value_set(value, "time", moment(row->time));
    value_set(value, "attempt", json_integer(row->attempt));
    value_set(value, "attempts", json_integer(row->attempts));
    value_set(value, "points", scored ? amount(row->points) : NULL);
    value_set(value, "max", amount(row->max));
    value_set(value, "days_late", json_integer(row->days_late));
    value_set(value, "after_lateness", scored ? amount(row->after_lateness) : NULL);
    value_set(value, "override", override_value(row));
    value_set(value, "final", amount(cell->counts));
    value_set(value, "percent",
              cell->counts < 0 || row->max <= 0 ? NULL
                                                : amount(book_percent(cell->counts, row->max)));
    value_set(value, "report", value_text(row->report));
    value_set(value, "source_hash", value_text(row->source_hash));
    value_set(value, "started", moment(row->started));
    value_set(value, "wall_s", value_ratio(row->wall_us, 1000000));
    return value;
}

static json_t *student_value(const struct gradebook *book, const struct book_student *student) {
    json_t *value = value_object(), *results = value_array();
    value_set(value, "student", value_text(student->key));
    value_set(value, "name", value_text(student->name));
    value_set(value, "email", value_text(student->email));
    value_set(value, "number", value_text(student->number));
    value_set(value, "login", value_text(student->login));
    value_set(value, "section", value_text(student->section));
    value_set(value, "in_roster", json_boolean(student->in_roster));
    value_set(value, "total", amount(student->total));
    value_set(value, "percent",
              student->total < 0 || book->total_max <= 0
                  ? NULL
                  : amount(book_percent(student->total, book->total_max)));
    for (size_t i = 0; i < book->exercise_count; i++)
        value_append(results, result_value(&book->exercises[i], &student->cells[i]));
    value_set(value, "results", results);
    return value;
}

static json_t *check_value(const struct store_check *check) {
    json_t *value = value_object();
    value_set(value, "exercise", value_text(check->exercise));
    value_set(value, "check", value_text(check->check));
    value_set(value, "title", value_text(check->title));
    value_set(value, "visibility", value_text(check->visibility));
    value_set(value, "graded", json_integer(check->graded));
    value_set(value, "passed", json_integer(check->full));
    value_set(value, "partial", json_integer(check->partial));
    value_set(value, "failed", json_integer(check->failed));
    value_set(value, "skipped", json_integer(check->skipped));
    value_set(value, "points", amount(check->points));
    value_set(value, "max", amount(check->max));
    return value;
}

static json_t *misconception_value(const struct store_misconception *row) {
    json_t *value = value_object();
    value_set(value, "exercise", value_text(row->exercise));
    value_set(value, "misconception", value_text(row->misconception));
    value_set(value, "text", value_text(row->text));
    value_set(value, "students", json_integer(row->students));
    value_set(value, "examples", value_text(row->examples));
    return value;
}

static json_t *deadlock_value(const struct store_deadlock *row) {
    json_t *value = value_object();
    value_set(value, "student", value_text(row->student));
    value_set(value, "exercise", value_text(row->exercise));
    value_set(value, "case", value_text(row->case_id));
    value_set(value, "text", value_text(row->text));
    return value;
}

static json_t *copies_value(const struct gradebook *book, const struct book_copies *copies) {
    json_t *value = value_object(), *students = value_array();
    value_set(value, "exercise", value_text(book->exercises[copies->exercise].id));
    value_set(value, "starter", json_boolean(copies->starter));
    for (size_t i = 0; i < copies->count; i++)
        value_append(students, value_text(book->students[copies->students[i]].key));
    value_set(value, "students", students);
    return value;
}

static json_t *stray_value(const struct book_stray *stray) {
    json_t *value = value_object();
    value_set(value, "path", value_text(stray->path));
    value_set(value, "why", value_text(stray->why));
    return value;
}

static void set_lists(json_t *value, const struct gradebook *book) {
    json_t *checks = value_array(), *misconceptions = value_array(), *deadlocks = value_array();
    json_t *copies = value_array(), *strays = value_array();
    for (size_t i = 0; i < book->check_count; i++)
        value_append(checks, check_value(&book->checks[i]));
    for (size_t i = 0; i < book->misconception_count; i++)
        value_append(misconceptions, misconception_value(&book->misconceptions[i]));
    for (size_t i = 0; i < book->deadlock_count; i++)
        value_append(deadlocks, deadlock_value(&book->deadlocks[i]));
    for (size_t i = 0; i < book->copies_count; i++)
        value_append(copies, copies_value(book, &book->copies[i]));
    for (size_t i = 0; i < book->stray_count; i++)
        value_append(strays, stray_value(&book->strays[i]));
    value_set(value, "checks", checks);
    value_set(value, "misconceptions", misconceptions);
    value_set(value, "deadlocks", deadlocks);
    value_set(value, "identical", copies);
    value_set(value, "strays", strays);
}

static void set_head(json_t *value, const struct store_summary *summary) {
    json_t *batch = value_object(), *environment = value_object();
    value_set(value, "schema", value_text(CLASS_SCHEMA));
    value_set(value, "title", value_text(summary->title));
    value_set(batch, "course", value_text(summary->course));
    value_set(batch, "submissions", value_text(summary->submissions));
    value_set(batch, "layout", value_text(summary->layout));
    value_set(batch, "started", moment(summary->started));
    value_set(batch, "ended", moment(summary->ended));
    value_set(batch, "cpu_s", value_ratio(summary->cpu_us, 1000000));
    value_set(batch, "wall_s", value_ratio(summary->wall_us, 1000000));
    value_set(value, "batch", batch);
    value_set(value, "counts", counts_value(summary));
    value_set(environment, "mpigrade", value_text(summary->mpigrade));
    value_set(environment, "mpi", value_text(summary->mpi));
    value_set(environment, "sandbox", value_text(summary->sandbox));
    value_set(value, "environment", environment);
}

void class_json(FILE *out, const struct gradebook *book, const struct report_style *style) {
    (void)style;
    json_t *value = value_object(), *exercises = value_array(), *students = value_array();
    set_head(value, &book->summary);
    value_set(value, "total_max", amount(book->total_max));
    for (size_t i = 0; i < book->exercise_count; i++)
        value_append(exercises, exercise_value(&book->exercises[i]));
    for (size_t i = 0; i < book->student_count; i++)
        value_append(students, student_value(book, &book->students[i]));
    value_set(value, "exercises", exercises);
    value_set(value, "students", students);
    set_lists(value, book);
    if (json_dumpf(value, out, JSON_INDENT(2) | JSON_PRESERVE_ORDER | JSON_REAL_PRECISION(15)) != 0)
        die("out of memory");
    (void)fputc('\n', out);
    json_decref(value);
}
