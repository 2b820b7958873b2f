/* SPDX-License-Identifier: MIT */
/* One small class in a real store, in every format, against golden/. MPIGRADE_UPDATE=1 writes these
 * anew; read their diff. */
#include "base/files.h"
#include "batch/normal.h"
#include "batch/store_write.h"
#include "gradebook/formats.h"
#include "report/html.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#define GOLDEN MPIGRADE_SOURCE "/tests/unit/gradebook/golden"

static struct arena *arena;
static char *folder;
static struct error error;
static struct store *store;

#define OK(call) ck_assert_msg((call) == 0, "%s", error.message)

/* ---- the class ---- */

static struct course_exercise exercises[] = {
    {.id = "04-deadlock", .rubric = "/r/04.json", .weight = 1000},
    {.id = "07-ring", .rubric = "/r/07.json", .weight = 2000, .due = 1700000000},
    {.id = "08-broadcast", .rubric = "/r/08.json", .weight = 1000},
};
static struct course course = {
    .title = "Parallel 1", .exercise_count = 3, .exercises = exercises, .last_attempt = true};
static const struct store_exercise known[] = {
    {"Deadlock", 10000}, {"Ring (2)", 9000}, {"Broadcast, in \"one\" call", 20000}};
static struct student students[] = {
    {.key = "ana", .name = "Ana Ruiz", .email = "ana@x.pe", .number = "1001", .section = "A"},
    {.key = "ben", .name = "=HYPERLINK(\"http://x\";\"y\")", .email = "ben@x.pe", .login = "-ben"},
    {.key = "chen", .name = "Chén Wáng 王", .email = "chen@x.pe", .login = "chen"},
    {.key = "dora", .name = "Díaz Peña, Dora María de los Ángeles", .number = "1004"},
    {.key = "eva", .name = "Eva\nTwo", .email = "eva@x.pe"},
    {.key = "zed"},
};
static bool in_roster[] = {true, true, true, true, true, false};

enum { NO_POINTS = -1, NOT_GRADABLE = -2, FAULT = -3, WAITS = -4 };

/* What each handed in, and what came of it. */
static const struct handed {
    size_t student, exercise;
    int64_t points, days_late, after;
    const char *source;
    bool hangs;
} handed[] = {
    {0, 0, 10000, 0, 10000, "a0", false},
    {0, 1, 7500, 2, 6000, "a1", false},
    {0, 2, 20000, 0, 20000, "same", false},
    {1, 0, 3333, 0, 3333, "b0", true},
    {1, 1, 4000, 0, 4000, "b1", false},
    {1, 2, NOT_GRADABLE, 0, 0, NULL, false},
    {2, 0, 0, 0, 0, "c0", true},
    {2, 2, 20000, 0, 20000, "same", false},
    {3, 0, FAULT, 0, 0, "d0", false},
    {3, 1, 1000, 0, 1000, "starter", false},
    {3, 2, WAITS, 0, 0, NULL, false},
    {5, 1, 9000, 0, 9000, "z1", false},
};
static const char *paths[ARRAY_LEN(handed)][1];
static struct attempt attempts[ARRAY_LEN(handed)];
static struct stray strays[] = {{"/in/readme.txt", "no student is called so"}};

/* The hash of a starter as it was handed out. */
static const char *starter_hash(void) {
    struct normal_file file = {.path = MPIGRADE_SOURCE "/exercises/07-ring/starter/07-ring.c"};
    char *bytes, hex[SHA256_HEX_SIZE];
    OK(file_read(arena, file.path, 1 << 20, ERROR_FAULT, &bytes, &file.length, &error));
    file.bytes = bytes;
    ck_assert(normal_hash(&file, 1, hex));
    return arena_strdup(arena, hex);
}

static const char hanging[] =
    ", {\"id\": \"np2\", \"np\": 2, \"outcome\": \"deadlocked\", \"ranks\": [],"
    " \"deadlock\": {\"text\": \"Rank 0 waits for rank 1, and rank 1 for rank 0.\"}}";

static json_t *report_of(const struct handed *one) {
    const char *id = exercises[one->exercise].id, *title = known[one->exercise].title;
    json_int_t max = known[one->exercise].max;
    if (one->points == NOT_GRADABLE || one->points == FAULT)
        return json_pack(
            "{s:{s:s,s:s}, s:{s:s}, s:s, s:s, s:o, s:[], s:[], s:{s:s,s:f,s:[]}}", "exercise", "id",
            id, "title", title, "submission", "name", "x.c", "outcome",
            one->points == FAULT ? "grader_fault" : "not_gradable", "reason",
            one->points == FAULT ? "The disk is full." : "There is no main.", "score",
            one->points == FAULT ? json_null()
                                 : json_pack("{s:i,s:f}", "points", 0, "max", (double)max / 1000),
            "cases", "checks", "timing", "started", "2024-05-01T10:00:00Z", "wall_s", 1.5, "cases");
    const char *text = arena_printf(
        arena,
        "{\"outcome\": \"graded\", \"exercise\": {\"id\": \"%s\", \"title\": \"x\"},"
        " \"submission\": {\"name\": \"%s.c\", \"language\": \"c\"},"
        " \"score\": {\"points\": %f, \"max\": %lld, \"percent\": %f},"
        " \"cases\": [{\"id\": \"np1\", \"np\": 1, \"outcome\": \"finished\", \"right\": true,"
        "   \"ranks\": []}%s],"
        " \"checks\": [{\"id\": \"order\", \"title\": \"In order\", \"points\": %f, \"max\": %lld,"
        "   \"status\": \"%s\", \"visibility\": \"visible\", \"findings\": [%s]}],"
        " \"timing\": {\"started\": \"2024-05-01T10:00:00Z\", \"wall_s\": 1.5, \"cases\": []}}",
        id, students[one->student].key, (double)one->points / 1000, (long long)max / 1000,
        (double)one->points * 100 / (double)max, one->hangs ? hanging : "",
        (double)one->points / 1000, (long long)max / 1000,
        one->points == max ? "passed"
        : one->points == 0 ? "failed"
                           : "partial",
        one->hangs ? "{\"case\": \"np2\", \"what\": \"It hangs.\", \"misconception\": \"deadlock\"}"
                   : "");
    return json_loads(text, 0, NULL);
}

static int queue_all(void *context, struct arena *own, const struct store_work *work,
                     struct store_plan *ret_plan, struct error *problem) {
    (void)context;
    (void)own;
    (void)work;
    (void)problem;
    *ret_plan = (struct store_plan){.content = "content", .queue = true};
    return 0;
}

static const struct handed *handed_of(const struct store_work *work) {
    for (size_t i = 0; i < ARRAY_LEN(handed); i++) {
        if (strcmp(students[handed[i].student].key, work->student) == 0 &&
            handed[i].exercise == work->exercise)
            return &handed[i];
    }
    ck_abort_msg("nobody handed in %s", work->paths[0]);
    return NULL;
}

static void grade_all(void) {
    struct store_work work = {0};
    while (store_next(store, arena, &work, &error) == 1) {
        const struct handed *one = handed_of(&work);
        if (one->points == WAITS)
            continue;
        json_auto_t *report = report_of(one);
        ck_assert_ptr_nonnull(report);
        char *text = json_dumps(report, JSON_PRESERVE_ORDER);
        const char *hash = one->source != NULL && strcmp(one->source, "starter") == 0
                               ? starter_hash()
                               : one->source;
        const struct store_result result = {.attempt = work.attempt,
                                            .key = "key",
                                            .content = "content",
                                            .report = report,
                                            .text = text,
                                            .length = strlen(text),
                                            .days_late = one->days_late,
                                            .after_lateness = one->after,
                                            .source_hash = hash,
                                            .tries = 1};
        OK(store_put(store, &result, &error));
        free(text);
    }
    ck_assert_int_eq(error.kind, ERROR_NONE);
}

static void setup(void) {
    arena = arena_new();
    error = (struct error){0};
    folder = tree_make(arena, "mpigrade-test", &error);
    ck_assert_ptr_nonnull(folder);
    store = store_open(folder, STORE_WRITE, &error);
    ck_assert_msg(store != NULL, "%s", error.message);
    for (size_t i = 0; i < ARRAY_LEN(handed); i++) {
        paths[i][0] = arena_printf(arena, "/in/%s/%s.c", students[handed[i].student].key,
                                   exercises[handed[i].exercise].id);
        attempts[i] = (struct attempt){.student = handed[i].student,
                                       .exercise = handed[i].exercise,
                                       .number = 1,
                                       .counts = true,
                                       .time = 1700000000 + 86400 * handed[i].days_late,
                                       .path_count = 1,
                                       .paths = paths[i]};
    }
    const struct handed_in handed_in = {.student_count = ARRAY_LEN(students),
                                        .students = students,
                                        .in_roster = in_roster,
                                        .attempt_count = ARRAY_LEN(handed),
                                        .attempts = attempts,
                                        .stray_count = 1,
                                        .strays = strays};
    const struct store_start start = {.course = &course,
                                      .exercises = known,
                                      .handed_in = &handed_in,
                                      .layout = "folders",
                                      .course_text = "course.json",
                                      .submissions = "in",
                                      .folder = "/in",
                                      .command = "mpigrade batch course.json in -o out",
                                      .mpigrade = "0.1.0",
                                      .mpi = "Open MPI 4.1.4"};
    OK(store_begin(store, &start, &error));
    OK(store_plan(store, queue_all, NULL, &error));
    grade_all();
    const struct store_override override = {
        .student = "ben", .exercise = "07-ring", .reason = "He showed it to me.", .points = 8500};
    OK(store_override_set(store, &override, &error));
    OK(store_finish(store, &error));
}

static void teardown(void) {
    store_close(store);
    (void)tree_remove(folder, NULL);
    arena_free(arena);
}

/* ---- golden files ---- */

static void compare(const char *name, const char *text, size_t length) {
    const char *path = path_join(arena, GOLDEN, name);
    char *wanted;
    size_t size;
    if (getenv("MPIGRADE_UPDATE") != NULL)
        OK(file_write(path, text, length, &error));
    OK(file_read(arena, path, 1 << 20, ERROR_FAULT, &wanted, &size, &error));
    ck_assert_msg(size == length && memcmp(wanted, text, length) == 0, "%s is now:\n%s", name,
                  text);
}

static struct gradebook *load(const char *student, const char *exercise) {
    const struct book_options options = {student, exercise, MPIGRADE_SOURCE, true};
    struct gradebook *book = gradebook_load(arena, store, &options, &error);
    if (book == NULL)
        return NULL;
    book->summary.started = 1700000000; /* what differs from run to run */
    book->summary.ended = 1700000060;
    for (size_t i = 0; i < book->cell_count; i++) { /* and from starter to starter */
        const char *hash = book->cells[i].row.source_hash;
        if (hash != NULL && strlen(hash) == SHA256_HEX_SIZE - 1)
            book->cells[i].row.source_hash = "starter";
    }
    return book;
}

static const struct report_style style = {.unicode = true, .width = 80};

/* Takes out what stands between two texts. */
static void cut(char *text, const char *from, const char *to) {
    char *begin = strstr(text, from);
    char *end = begin == NULL ? NULL : strstr(begin, to);
    ck_assert_msg(end != NULL, "%s is not there", from);
    begin += strlen(from);
    memmove(begin, end, strlen(end) + 1);
}

static void render(const struct gradebook *book, enum class_format format,
                   const struct report_style *with, const char *name) {
    size_t length;
    char *text = class_render(book, format, with, &length);
    if (format == CLASS_HTML) { /* these have files of their own, and each page has their hashes */
        cut(text, "default-src", "\">");
        cut(text, HTML_MARK, "\">");
        cut(text, "<style>", "</style>");
        cut(text, "<script>", "</script>");
        length = strlen(text);
    }
    compare(name, text, length);
    free(text);
}

START_TEST(writes_every_format) {
    const struct gradebook *book = load(NULL, NULL);
    ck_assert_msg(book != NULL, "%s", error.message);
#define X(id, name, suffix, purpose) render(book, CLASS_##id, &style, "class" suffix);
    CLASS_FORMATS(X)
#undef X
}
END_TEST

START_TEST(text_fits_narrow_terminals_and_ascii) {
    const struct report_style narrow = {.width = 50};
    const struct gradebook *book = load(NULL, NULL);
    ck_assert_ptr_nonnull(book);
    render(book, CLASS_TEXT, &narrow, "narrow.txt");
    size_t length;
    char *text = class_render(book, CLASS_TEXT, &narrow, &length);
    for (size_t i = 0; i < length; i++)
        ck_assert_int_lt((unsigned char)text[i], 0x80);
    free(text);
}
END_TEST

START_TEST(chooses_student_and_exercise) {
    const struct gradebook *book = load(NULL, "07-ring");
    ck_assert_msg(book != NULL, "%s", error.message);
    render(book, CLASS_CSV, &style, "exercise.csv");
    ck_assert_uint_eq(load("ana@x.pe", NULL)->student_count, 1);
    ck_assert_str_eq(load("CHEN", NULL)->students[0].key, "chen");
    ck_assert_str_eq(load("díaz", NULL)->students[0].key, "dora");
    ck_assert_str_eq(load("1004", NULL)->students[0].key, "dora");
    book = load("ben", NULL);
    size_t length;
    char *text = class_student(book, store, &style, &length, &error);
    ck_assert_msg(text != NULL, "%s", error.message);
    compare("student.txt", text, length);
    free(text);
}
END_TEST

START_TEST(unknown_names_are_told_what_is_near) {
    ck_assert_ptr_null(load("anna", NULL));
    ck_assert_int_eq(error.kind, ERROR_USAGE);
    ck_assert_ptr_nonnull(strstr(error.advice, "\"ana\""));
    error = (struct error){0};
    ck_assert_ptr_null(load("x.pe", NULL)); /* a part of several */
    ck_assert_ptr_nonnull(strstr(error.message, "several"));
    error = (struct error){0};
    ck_assert_ptr_null(load(NULL, "07-rign"));
    ck_assert_ptr_nonnull(strstr(error.advice, "07-ring"));
    error = (struct error){0};
    ck_assert_ptr_null(load("", NULL));
}
END_TEST

START_TEST(no_score_is_no_zero) {
    const struct gradebook *book = load(NULL, NULL);
    const struct book_student *dora = &book->students[3], *eva = &book->students[4];
    ck_assert_int_eq(dora->cells[0].counts, -1); /* our fault */
    ck_assert_int_eq(dora->cells[2].counts, -1); /* waits */
    ck_assert_int_eq(dora->total, -1);
    ck_assert_int_eq(eva->total, 0);
    ck_assert_int_eq(book->students[0].total, 1000 + 1333 + 1000);
    ck_assert_int_eq(book->students[1].total, 333 + 1888 + 0);
    ck_assert_int_eq(book->total_max, 4000);
    ck_assert_uint_eq(book->copies_count, 2);
}
END_TEST

START_TEST(cells_are_safe) {
    static const char *const cells[][2] = {
        {"plain", "plain"},
        {"a,b", "\"a,b\""},
        {"a \"b\"", "\"a \"\"b\"\"\""},
        {"=1+1", "'=1+1"},
        {" =1", "\"' =1\""},
        {"+1", "'+1"},
        {"-1", "'-1"},
        {"@a", "'@a"},
        {"\t=1", "\"'\t=1\""},
        {"a\nb", "\"a\nb\""},
        {"a\rb", "\"a\rb\""},
        {"\xff\x1b[2J", "\xef\xbf\xbd\xef\xbf\xbd[2J"},
        {"ñ", "ñ"},
        {"", ""},
    };
    for (size_t i = 0; i < ARRAY_LEN(cells); i++) {
        char *text = NULL;
        size_t length;
        FILE *out = open_memstream(&text, &length);
        ck_assert_ptr_nonnull(out);
        cell_text(out, true, cells[i][0]);
        (void)fclose(out);
        ck_assert_str_eq(text, cells[i][1]);
        free(text);
    }
}
END_TEST

START_TEST(amounts_have_the_digits_they_need) {
    char text[AMOUNT_SIZE];
    ck_assert_str_eq(amount_text(0, text), "0");
    ck_assert_str_eq(amount_text(10000, text), "10");
    ck_assert_str_eq(amount_text(2330, text), "2.33");
    ck_assert_str_eq(amount_text(5, text), "0.005");
    ck_assert_str_eq(amount_text(-1, text), "");
    ck_assert_int_eq(book_percent(1, 3), 33333);
    ck_assert_int_eq(book_percent(2999, 3000), 99966);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("gradebook");
    TCase *tests = tcase_create("all");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, writes_every_format);
    tcase_add_test(tests, text_fits_narrow_terminals_and_ascii);
    tcase_add_test(tests, chooses_student_and_exercise);
    tcase_add_test(tests, unknown_names_are_told_what_is_near);
    tcase_add_test(tests, no_score_is_no_zero);
    tcase_add_test(tests, cells_are_safe);
    tcase_add_test(tests, amounts_have_the_digits_they_need);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? 0 : 1;
}
