/* SPDX-License-Identifier: MIT */
#include "base/files.h"
#include "base/process.h"
#include "batch/names.h"
#include "batch/store_write.h"

#include <check.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static struct arena *arena;
static char *folder;
static struct error error;

static void setup(void) {
    arena = arena_new();
    error = (struct error){0};
    folder = tree_make(arena, "mpigrade-test", &error);
    ck_assert_ptr_nonnull(folder);
}

static void teardown(void) {
    (void)tree_remove(folder, NULL);
    arena_free(arena);
}

#define OK(call) ck_assert_msg((call) == 0, "%s", error.message)

static struct store *open_store(enum store_mode mode) {
    struct store *store = store_open(folder, mode, &error);
    ck_assert_msg(store != NULL, "%s", error.message);
    return store;
}

/* ---- a small class: ana (two attempts), ben (nothing), "c/d" (not in the roster) ---- */

static struct course_exercise exercises[] = {
    {.id = "07-ring", .rubric = "/r/07-ring.json", .weight = 1000, .due = 1000},
    {.id = "08-broadcast", .rubric = "/r/08-broadcast.json", .weight = 2000},
};
static struct course course = {
    .title = "Parallel 1", .exercise_count = 2, .exercises = exercises, .last_attempt = true};
static const struct store_exercise known[] = {{"Ring", 10000}, {"Broadcast", 20000}};
static struct student students[] = {
    {.key = "ana", .name = "Ana Ruiz", .email = "ana@x.pe"}, {.key = "ben"}, {.key = "c/d\xff"}};
static bool in_roster[] = {true, true, false};
static const char *const first[] = {"/in/ana/ring.c"}, *const second[] = {"/in/ana/2/ring.c"},
                         *const other[] = {"/in/cd/a.c", "/in/cd/b.c"};
static struct attempt attempts[] = {
    {.student = 0, .number = 1, .time = 900, .path_count = 1, .paths = first},
    {.student = 0, .number = 2, .time = 2000, .counts = true, .path_count = 1, .paths = second},
    {.student = 2, .exercise = 1, .number = 1, .counts = true, .path_count = 2, .paths = other},
};
static struct stray strays[] = {{"/in/readme.txt", "no student is called so"}};
static struct handed_in handed_in = {.student_count = 3,
                                     .students = students,
                                     .in_roster = in_roster,
                                     .attempt_count = 3,
                                     .attempts = attempts,
                                     .stray_count = 1,
                                     .strays = strays};

static struct store_start start(void) {
    return (struct store_start){.course = &course,
                                .exercises = known,
                                .handed_in = &handed_in,
                                .layout = "folders",
                                .course_text = "course.json",
                                .submissions = "in",
                                .folder = "/in",
                                .mpigrade = "0.1.0",
                                .command = ""};
}

/* Queues every attempt; its content is called after it. */
static int queue_all(void *context, struct arena *own, const struct store_work *work,
                     struct store_plan *ret_plan, struct error *problem) {
    (void)problem;
    (*(int *)context)++;
    ret_plan->content = arena_printf(own, "content %lld", (long long)work->attempt);
    ret_plan->queue = true;
    return 0;
}

static struct store *begin(void) {
    struct store *store = open_store(STORE_WRITE);
    const struct store_start batch = start();
    int seen = 0;
    OK(store_begin(store, &batch, &error));
    OK(store_plan(store, queue_all, &seen, &error));
    ck_assert_int_eq(seen, 3);
    return store;
}

static const char a_report[] =
    "{\"outcome\": \"graded\", \"score\": {\"points\": 2.333, \"max\": 10},"
    " \"cases\": [{\"id\": \"np2\", \"outcome\": \"deadlocked\","
    "   \"deadlock\": {\"text\": \"rank 0 waits\"}}, {\"id\": \"np4\", \"outcome\": \"timed_out\","
    "   \"deadlock\": null}],"
    " \"checks\": [{\"id\": \"order\", \"title\": \"In order\", \"points\": 2.333, \"max\": 6,"
    "   \"status\": \"partial\", \"visibility\": \"visible\", \"findings\":"
    "   [{\"what\": \"stuck\", \"misconception\": \"deadlock\"},"
    "    {\"what\": \"stuck again\", \"misconception\": \"deadlock\"},"
    "    {\"what\": \"x\", \"misconception\": null}]},"
    "  {\"id\": \"ends\", \"title\": \"Ends\", \"points\": 0, \"max\": 4, \"status\": \"failed\","
    "   \"visibility\": \"hidden\", \"findings\": []}],"
    " \"timing\": {\"started\": \"2024-05-01T10:00:00Z\", \"wall_s\": 1.5,"
    "   \"cases\": [{\"ranks\": [{\"cpu_s\": 0.25}, {\"cpu_s\": 0.5}]}]}}";

static void put_text(struct store *store, const struct store_work *work, const char *text,
                     int64_t after) {
    json_auto_t *report = json_loads(text, 0, NULL);
    ck_assert_ptr_nonnull(report);
    const struct store_result result = {
        .attempt = work->attempt,
        .key = "key",
        .content = work->content != NULL
                       ? work->content
                       : arena_printf(arena, "content %lld", (long long)work->attempt),
        .report = report,
        .text = text,
        .length = strlen(text),
        .days_late = 2,
        .after_lateness = after,
        .tries = 1};
    OK(store_put(store, &result, &error));
}

static struct store_row rows[16];
static size_t row_count;

static int keep_row(void *context, const struct store_row *row, struct error *problem) {
    (void)context;
    (void)problem;
    struct store_row *kept = &rows[row_count++];
    *kept = *row;
    kept->student = arena_strdup(arena, row->student);
    kept->exercise = arena_strdup(arena, row->exercise);
    kept->outcome = arena_strdup(arena, row->outcome);
    kept->report = arena_strdup(arena, row->report);
    kept->path = arena_strdup(arena, row->path);
    kept->override_reason = arena_strdup(arena, row->override_reason);
    return 0;
}

static void read_rows(struct store *store, const char *student) {
    row_count = 0;
    OK(store_each(store, student, keep_row, NULL, &error));
}

START_TEST(lists_every_student_with_every_exercise) {
    struct store *store = begin();
    read_rows(store, NULL);
    ck_assert_uint_eq(row_count, 6);
    ck_assert_str_eq(rows[0].student, "ana");
    ck_assert_str_eq(rows[0].exercise, "07-ring");
    ck_assert_str_eq(rows[0].outcome, "waiting");
    ck_assert_str_eq(rows[0].path, "ana/2/ring.c");
    ck_assert_int_eq(rows[0].attempt, 2);
    ck_assert_int_eq(rows[0].attempts, 2);
    ck_assert_int_eq(rows[0].final, -1);
    ck_assert_ptr_null(rows[0].report);
    ck_assert(!rows[2].handed_in && rows[2].final == 0);
    ck_assert_str_eq(rows[5].student, "c/d%FF");
    ck_assert(rows[5].handed_in && !rows[5].in_roster);
    read_rows(store, "ben");
    ck_assert_uint_eq(row_count, 2);
    store_close(store);
}
END_TEST

START_TEST(gives_work_in_order_with_all_paths) {
    struct store *store = begin();
    struct store_work work = {0};
    const char *const wanted[] = {"/in/ana/ring.c", "/in/ana/2/ring.c", "/in/cd/a.c"};
    for (size_t i = 0; i < 3; i++) {
        ck_assert_int_eq(store_next(store, arena, &work, &error), 1);
        ck_assert_str_eq(work.paths[0], wanted[i]);
    }
    ck_assert_uint_eq(work.path_count, 2);
    ck_assert_str_eq(work.paths[1], "/in/cd/b.c");
    ck_assert_ptr_null(work.paths[2]);
    ck_assert_int_eq(store_next(store, arena, &work, &error), 0);
    store_close(store);
}
END_TEST

static int check_rows, misconception_rows, deadlock_rows, stray_rows;

static int see_check(void *context, const struct store_check *row, struct error *problem) {
    (void)context;
    (void)problem;
    check_rows++;
    if (strcmp(row->check, "order") != 0)
        return 0;
    ck_assert_str_eq(row->title, "In order");
    ck_assert_int_eq(row->graded, 1);
    ck_assert_int_eq(row->partial, 1);
    ck_assert_int_eq(row->full, 0);
    ck_assert_int_eq(row->points, 2333);
    ck_assert_int_eq(row->max, 6000);
    return 0;
}

static int see_misconception(void *context, const struct store_misconception *row,
                             struct error *problem) {
    (void)context;
    (void)problem;
    misconception_rows++;
    ck_assert_str_eq(row->misconception, "deadlock");
    ck_assert_int_eq(row->students, 1);
    ck_assert_str_eq(row->examples, "ana");
    return 0;
}

static int see_deadlock(void *context, const struct store_deadlock *row, struct error *problem) {
    (void)context;
    (void)problem;
    deadlock_rows++;
    ck_assert_str_eq(row->case_id, "np2");
    ck_assert_str_eq(row->text, "rank 0 waits");
    return 0;
}

static int see_stray(void *context, const char *path, const char *why, struct error *problem) {
    (void)context;
    (void)problem;
    stray_rows++;
    ck_assert_str_eq(path, "readme.txt");
    ck_assert_str_eq(why, "no student is called so");
    return 0;
}

/* Grades ana's second attempt, which counts. */
static struct store *grade_one(void) {
    struct store *store = begin();
    struct store_work work = {0};
    ck_assert_int_eq(store_next(store, arena, &work, &error), 1);
    ck_assert_int_eq(store_next(store, arena, &work, &error), 1);
    put_text(store, &work, a_report, 1000);
    return store;
}

START_TEST(takes_a_report_apart) {
    struct store *store = grade_one();
    int64_t left;
    OK(store_queue_length(store, &left, &error));
    ck_assert_int_eq(left, 2);
    check_rows = misconception_rows = deadlock_rows = stray_rows = 0;
    OK(store_each_check(store, see_check, NULL, &error));
    OK(store_each_misconception(store, see_misconception, NULL, &error));
    OK(store_each_deadlock(store, see_deadlock, NULL, &error));
    OK(store_each_stray(store, see_stray, NULL, &error));
    ck_assert_int_eq(check_rows, 2);
    ck_assert_int_eq(misconception_rows, 1);
    ck_assert_int_eq(deadlock_rows, 1);
    ck_assert_int_eq(stray_rows, 1);
    read_rows(store, "ana");
    ck_assert_str_eq(rows[0].outcome, "graded");
    ck_assert_int_eq(rows[0].points, 2333);
    ck_assert_int_eq(rows[0].final, 1000);
    ck_assert_int_eq(rows[0].days_late, 2);
    ck_assert_int_eq(rows[0].wall_us, 1500000);
    ck_assert_int_eq(rows[0].started, 1714557600);
    ck_assert_str_eq(rows[0].report, "reports/ana/07-ring.json");
    json_auto_t *report = store_report(store, rows[0].result, &error);
    ck_assert_ptr_nonnull(json_object_get(report, "score"));
    struct store_summary summary;
    OK(store_summary(store, arena, &summary, &error));
    ck_assert_str_eq(summary.title, "Parallel 1");
    ck_assert_int_eq(summary.students, 3);
    ck_assert_int_eq(summary.handed_in, 2);
    ck_assert_int_eq(summary.graded, 1);
    ck_assert_int_eq(summary.waiting, 1);
    ck_assert_int_eq(summary.cpu_us, 750000);
    ck_assert_int_eq(summary.ended, 0);
    store_close(store);
}
END_TEST

START_TEST(writes_the_file_and_mends_it) {
    struct store *store = grade_one();
    const char *path = path_join(arena, folder, "reports/ana/07-ring.json");
    char *bytes;
    size_t length;
    OK(file_read(arena, path, 1 << 20, ERROR_FAULT, &bytes, &length, &error));
    ck_assert_str_eq(bytes, a_report);
    ck_assert_int_eq(truncate(path, 10), 0);
    OK(store_write_files(store, &error));
    OK(file_read(arena, path, 1 << 20, ERROR_FAULT, &bytes, &length, &error));
    ck_assert_str_eq(bytes, a_report);
    store_close(store);
}
END_TEST

START_TEST(keeps_results_when_the_batch_begins_again) {
    struct store *store = grade_one();
    const struct store_override override = {"ana", "07-ring", "spoke to her", 9000, 0};
    OK(store_override_set(store, &override, &error));
    store_close(store);
    store = begin();
    read_rows(store, "ana");
    ck_assert_str_eq(rows[0].outcome, "graded");
    ck_assert(rows[0].overridden);
    ck_assert_int_eq(rows[0].final, 9000);
    ck_assert_str_eq(rows[0].override_reason, "spoke to her");
    OK(store_override_remove(store, "ana", "07-ring", &error));
    read_rows(store, "ana");
    ck_assert_int_eq(rows[0].final, 1000);
    store_close(store);
}
END_TEST

START_TEST(refuses_senseless_overrides) {
    struct store *store = begin();
    const struct store_override nobody = {"anna", "07-ring", "why", 1, 0},
                                too_much = {"ana", "07-ring", "why", 10001, 0};
    ck_assert_int_eq(store_override_set(store, &nobody, &error), -1);
    ck_assert_int_eq(error.kind, ERROR_USAGE);
    ck_assert_ptr_nonnull(strstr(error.advice, "\"ana\""));
    error = (struct error){0};
    ck_assert_int_eq(store_override_set(store, &too_much, &error), -1);
    ck_assert_int_eq(error.kind, ERROR_USAGE);
    store_close(store);
}
END_TEST

START_TEST(best_attempt_counts_when_asked_for) {
    course.last_attempt = false;
    struct store *store = begin();
    struct store_work work = {0};
    ck_assert_int_eq(store_next(store, arena, &work, &error), 1);
    put_text(store, &work, a_report, 2333);
    ck_assert_int_eq(store_next(store, arena, &work, &error), 1);
    put_text(store, &work, a_report, 1000);
    read_rows(store, "ana");
    ck_assert_int_eq(rows[0].attempt, 1);
    ck_assert_int_eq(rows[0].final, 2333);
    ck_assert(path_is_file(path_join(arena, folder, "reports/ana/07-ring.attempt-2.json")));
    store_close(store);
    course.last_attempt = true;
}
END_TEST

static int64_t nothing_left(void *context, size_t exercise, int64_t points, int64_t time,
                            int64_t *ret_days_late) {
    (void)context;
    ck_assert_uint_eq(exercise, 0);
    ck_assert_int_eq(points, 2333);
    ck_assert_int_eq(time, 2000);
    *ret_days_late = 7;
    return 0;
}

START_TEST(lateness_can_change) {
    struct store *store = grade_one();
    OK(store_apply_lateness(store, nothing_left, NULL, &error));
    read_rows(store, "ana");
    ck_assert_int_eq(rows[0].days_late, 7);
    ck_assert_int_eq(rows[0].final, 0);
    store_close(store);
}
END_TEST

START_TEST(reads_while_another_writes_and_where_it_may_not_write) {
    struct store *writer = grade_one();
    struct store *reader = open_store(STORE_READ);
    read_rows(reader, NULL);
    ck_assert_uint_eq(row_count, 6);
    store_close(reader);
    store_close(writer);
    ck_assert_int_eq(chmod(folder, 0500), 0);
    reader = open_store(STORE_READ);
    read_rows(reader, NULL);
    ck_assert_uint_eq(row_count, 6);
    store_close(reader);
    ck_assert_int_eq(chmod(folder, 0700), 0);
}
END_TEST

START_TEST(refuses_what_is_no_store) {
    ck_assert_ptr_null(store_open(folder, STORE_READ, &error));
    ck_assert_int_eq(error.kind, ERROR_USAGE);
    error = (struct error){0};
    const char *path = path_join(arena, folder, STORE_NAME);
    const char text[] = "this is a text of more than a hundred bytes, which no database begins "
                        "with, and so SQLite will not take it for one";
    OK(file_write(path, text, sizeof text, &error));
    ck_assert_ptr_null(store_open(folder, STORE_WRITE, &error));
    ck_assert_int_eq(error.kind, ERROR_USAGE);
    error = (struct error){0};
    ck_assert_int_eq(unlink(path), 0);
    struct store *store = open_store(STORE_WRITE);
    store_close(store);
    sqlite3 *database;
    ck_assert_int_eq(sqlite3_open(path, &database), SQLITE_OK);
    ck_assert_int_eq(sqlite3_exec(database, "PRAGMA user_version = 99", NULL, NULL, NULL), 0);
    (void)sqlite3_close(database);
    ck_assert_ptr_null(store_open(folder, STORE_READ, &error));
    ck_assert_int_eq(error.kind, ERROR_USAGE);
    ck_assert_ptr_nonnull(strstr(error.message, "later version"));
}
END_TEST

START_TEST(names_are_made_safe) {
    ck_assert_str_eq(name_file(arena, "../../etc"), "_._.._etc");
    ck_assert_str_eq(name_file(arena, "Jos\xc3\xa9 P"), "Jos\xc3\xa9_P");
    ck_assert_str_eq(name_file(arena, ""), "_");
    ck_assert_str_eq(name_clean(arena, "a\nb\xff"), "a%0Ab%FF");
    ck_assert_str_eq(name_below("/in/", "/in/a/b.c"), "a/b.c");
    ck_assert_str_eq(name_below("/in", "/inside/b.c"), "/inside/b.c");
}
END_TEST

int main(void) {
    Suite *suite = suite_create("store");
    TCase *tests = tcase_create("store");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, lists_every_student_with_every_exercise);
    tcase_add_test(tests, gives_work_in_order_with_all_paths);
    tcase_add_test(tests, takes_a_report_apart);
    tcase_add_test(tests, writes_the_file_and_mends_it);
    tcase_add_test(tests, keeps_results_when_the_batch_begins_again);
    tcase_add_test(tests, refuses_senseless_overrides);
    tcase_add_test(tests, best_attempt_counts_when_asked_for);
    tcase_add_test(tests, lateness_can_change);
    tcase_add_test(tests, reads_while_another_writes_and_where_it_may_not_write);
    tcase_add_test(tests, refuses_what_is_no_store);
    tcase_add_test(tests, names_are_made_safe);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
