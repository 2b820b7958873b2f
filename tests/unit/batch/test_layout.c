/* SPDX-License-Identifier: MIT */
#include "batch/layout.h"

#include "base/process.h"
#include "classroom.h"

#include <jansson.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAIN_C "#include <mpi.h>\nint main(void) { return 0; }\n"

static struct handed_in *read_as(const struct course *course, const char *name, int layout) {
    const char *scratch = tree_make_in(arena, folder, "scratch", &error);
    struct handed_in *found =
        layout_read(arena, course, path_join(arena, folder, name), scratch, layout, &error);
    ck_assert_msg(found != NULL, "%s: %s", name, error.message);
    return found;
}

/* Below "in"; with the exercises of the course file, or one. */
static struct handed_in *read_in(const char *course) {
    return read_as(load(course), "in", -1);
}

static const char *four_exercises(void) {
    return put("course.json", "{\"exercises\": [\"02-equal-chunks\", \"07-ring\", "
                              "\"08-broadcast\", \"12-reduction\"]}");
}

static const struct attempt *find(const struct course *course, const struct handed_in *found,
                                  const char *key, const char *exercise) {
    for (size_t i = 0; i < found->attempt_count; i++) {
        const struct attempt *attempt = &found->attempts[i];
        if (attempt->counts && strcmp(found->students[attempt->student].key, key) == 0 &&
            strcmp(course->exercises[attempt->exercise].id, exercise) == 0)
            return attempt;
    }
    return NULL;
}

/* "student exercise name" of each attempt, a line each, then the strays. */
static const char *told(const struct course *course, const struct handed_in *found) {
    const char *text = "";
    for (size_t i = 0; i < found->attempt_count; i++) {
        const struct attempt *attempt = &found->attempts[i];
        text =
            arena_printf(arena, "%s%s %s #%d%s %s\n", text, found->students[attempt->student].key,
                         course->exercises[attempt->exercise].id, attempt->number,
                         attempt->counts ? "" : " old", attempt->name);
    }
    for (size_t i = 0; i < found->stray_count; i++)
        text = arena_printf(arena, "%sstray %s: %s\n", text, found->strays[i].path,
                            found->strays[i].why);
    return text;
}

static void expect(const char *course_text, const char *expected) {
    struct course *course = load(course_text);
    ck_assert_str_eq(told(course, read_as(course, "in", -1)), expected);
}

/* ---- the sample class in each layout ---- */

/* Runs Python in the folder. */
static void run_python(const char *const argv[]) {
    struct process process = PROCESS(argv);
    struct process_end end;
    BYTES_AUTO told_by_it = {.cap = 4096};
    process.folder = folder;
    ck_assert_msg(process_run(&process, 60000, &told_by_it, &told_by_it, &end, &error) == 0, "%s",
                  error.message);
    ck_assert_msg(end.exit_code == 0, "%s", bytes_text(&told_by_it));
}

static void make_class(void) {
    run_python(
        (const char *const[]){"python3", MPIGRADE_SOURCE "/tests/batch/make_class.py", ".", NULL});
}

static const struct {
    const char *folder;
    enum layout layout;
    bool has_all, has_times, has_marks;
} rows[] = {
    {"folders", LAYOUT_FOLDERS, true, false, false},
    {"flat_folders", LAYOUT_FOLDERS, true, false, false},
    {"by_exercise", LAYOUT_FOLDERS, true, false, false},
    {"packed", LAYOUT_FILES, true, false, false},
    {"files", LAYOUT_FILES, true, false, false},
    {"moodle", LAYOUT_MOODLE, true, false, false},
    {"moodle_flat", LAYOUT_MOODLE, true, false, false},
    {"canvas", LAYOUT_CANVAS, true, false, true},
    {"gradescope", LAYOUT_GRADESCOPE, true, true, false},
    {"classroom", LAYOUT_CLASSROOM, false, false, false},
};

static void check_row(size_t row, const struct course *course, const json_t *expected) {
    struct handed_in *found = read_as(course, rows[row].folder, -1);
    const char *all = told(course, found);
    ck_assert_msg(found->layout == rows[row].layout, "%s was taken for %s", rows[row].folder,
                  layout_key(found->layout));
    ck_assert_msg(found->stray_count == 0, "%s: %s", rows[row].folder, all);
    ck_assert_uint_eq(found->student_count, 8);
    ck_assert_msg(found->attempt_count == (rows[row].has_all ? 26 : 24), "%s: %s", rows[row].folder,
                  all);
    for (size_t i = 0; i < json_array_size(expected); i++) {
        const json_t *one = json_array_get(expected, i);
        const char *key = json_string_value(json_object_get(one, "student"));
        const char *exercise = json_string_value(json_object_get(one, "exercise"));
        bool late = json_is_true(json_object_get(one, "late"));
        const struct attempt *attempt = find(course, found, key, exercise);
        ck_assert_msg(attempt != NULL, "%s: no %s of %s in\n%s", rows[row].folder, exercise, key,
                      all);
        if (rows[row].has_all)
            ck_assert_int_eq(attempt->number, json_integer_value(json_object_get(one, "attempts")));
        ck_assert(attempt->late == (late && rows[row].has_marks));
        ck_assert((attempt->time != 0) == rows[row].has_times);
        int64_t days;
        (void)course_after_lateness(&course->exercises[attempt->exercise], 100000, attempt->time,
                                    &days);
        ck_assert_int_eq(days, late && rows[row].has_times ? 2 : 0);
        for (size_t p = 0; p < attempt->path_count; p++)
            ck_assert_msg(access(attempt->paths[p], R_OK) == 0, "%s", attempt->paths[p]);
    }
}

START_TEST(finds_the_same_in_every_layout) {
    make_class();
    json_auto_t *class = json_load_file(path_join(arena, folder, "class.json"), 0, NULL);
    ck_assert_ptr_nonnull(class);
    struct course *course = load(path_join(arena, folder, "course.json"));
    for (size_t row = 0; row < ARRAY_LEN(rows); row++)
        check_row(row, course, json_object_get(class, "submissions"));
}
END_TEST

START_TEST(needs_no_roster) {
    make_class();
    struct course *course = load(four_exercises());
    for (size_t row = 0; row < ARRAY_LEN(rows); row++) {
        struct handed_in *found = read_as(course, rows[row].folder, -1);
        const char *all = told(course, found);
        ck_assert_msg(found->layout == rows[row].layout, "%s was taken for %s", rows[row].folder,
                      layout_key(found->layout));
        ck_assert_msg(found->stray_count == 0 && found->student_count == 7, "%s: %s",
                      rows[row].folder, all);
        ck_assert_msg(found->attempt_count == (rows[row].has_all ? 26 : 24), "%s: %s",
                      rows[row].folder, all);
    }
}
END_TEST

START_TEST(rosters_as_platforms_export_them_know_the_same_people) {
    make_class();
    static const char *const rosters[] = {"roster_moodle.csv", "roster_canvas.csv",
                                          "roster_gradescope.csv"};
    for (size_t i = 0; i < ARRAY_LEN(rosters); i++) {
        struct course *course = load(four_exercises());
        ck_assert_msg(roster_load(arena, path_join(arena, folder, rosters[i]),
                                  &course->student_count, &course->students, &error) == 0,
                      "%s", error.message);
        ck_assert_uint_eq(course->student_count, 8);
        for (size_t row = 0; row < ARRAY_LEN(rows); row++) {
            struct handed_in *found = read_as(course, rows[row].folder, -1);
            ck_assert_msg(found->student_count == 8, "%s, %s: %s", rosters[i], rows[row].folder,
                          told(course, found));
        }
    }
}
END_TEST

START_TEST(an_archive_is_read_like_a_folder) {
    make_class();
    run_python((const char *const[]){
        "python3", "-c", "import shutil; shutil.make_archive('all', 'zip', '.', 'moodle')", NULL});
    struct course *course = load(path_join(arena, folder, "course.json"));
    struct handed_in *found = read_as(course, "all.zip", -1);
    ck_assert_int_eq(found->layout, LAYOUT_MOODLE);
    ck_assert_uint_eq(found->attempt_count, 26);
    ck_assert_uint_eq(found->stray_count, 0);
}
END_TEST

/* ---- one thing each ---- */

START_TEST(a_course_of_one_exercise_takes_all_names) {
    put("in/alice.c", MAIN_C);
    put("in/bob.py", "from mpi4py import MPI\n");
    put("in/student_07.c", MAIN_C);
    put("in/user_02_v2.c", MAIN_C);
    expect("07-ring", "alice 07-ring #1 alice.c\n"
                      "bob 07-ring #1 bob.py\n"
                      "student_07 07-ring #1 student_07.c\n"
                      "user_02 07-ring #1 user_02_v2.c\n");
}
END_TEST

START_TEST(files_of_one_student_and_exercise_are_one) {
    put("in/alice/ring/main.c", MAIN_C);
    put("in/alice/ring/list.c", "int x;\n");
    put("in/alice/ring/include/list.h", "\n");
    put("in/bob/ring.c", MAIN_C);
    put("in/bob/08.c", MAIN_C);
    put("in/bob/shared.h", "\n");
    put("in/bob/notes.txt", "\n");
    struct course *course = load(four_exercises());
    struct handed_in *found = read_as(course, "in", -1);
    ck_assert_str_eq(told(course, found), "alice 07-ring #1 alice\n"
                                          "bob 07-ring #1 bob/notes.txt and 2 more\n"
                                          "bob 08-broadcast #1 bob/08.c and 2 more\n");
    const struct attempt *ring = find(course, found, "alice", "07-ring");
    ck_assert_uint_eq(ring->path_count, 1);
    ck_assert_str_eq(ring->paths[0], path_join(arena, folder, "in/alice"));
}
END_TEST

START_TEST(variants_and_longer_names_are_told_apart) {
    const char *course = put("c.json", "{\"exercises\": [\"13-reduction-list\", \"12-reduction\", "
                                       "\"02-equal-chunks-reps16\", \"02-equal-chunks\", "
                                       "\"06-message-passing-lists\"]}");
    put("in/a/reduction.c", MAIN_C);
    put("in/a/reductionList.c", MAIN_C);
    put("in/a/Ej. 2.c", MAIN_C);
    put("in/b/equal_chunks_reps_16.c", MAIN_C);
    put("in/b/message.c", MAIN_C);
    put("in/b/13.c", MAIN_C);
    expect(course, "a 13-reduction-list #1 a/reductionList.c\n"
                   "a 12-reduction #1 a/reduction.c\n"
                   "a 02-equal-chunks #1 a/Ej. 2.c\n"
                   "b 13-reduction-list #1 b/13.c\n"
                   "b 02-equal-chunks-reps16 #1 b/equal_chunks_reps_16.c\n"
                   "b 06-message-passing-lists #1 b/message.c\n");
}
END_TEST

START_TEST(names_of_the_course_come_first) {
    const char *course = put("c.json", "{\"exercises\": [{\"exercise\": \"07-ring\", \"names\": "
                                       "[\"anillo*\"]}, {\"exercise\": \"08-broadcast\", "
                                       "\"names\": \"ring.c\"}]}");
    put("in/a/Anillo_8.c", MAIN_C);
    put("in/a/ring.c", MAIN_C);
    expect(course, "a 07-ring #1 a/Anillo_8.c\na 08-broadcast #1 a/ring.c\n");
}
END_TEST

START_TEST(attempts_are_told_apart_and_the_last_counts) {
    put("in/a/ring.c", MAIN_C);
    put("in/a/ring (1).c", MAIN_C);
    put("in/b/07/intento 2/x.c", MAIN_C);
    put("in/b/07/intento 10/x.c", MAIN_C);
    expect(four_exercises(), "a 07-ring #1 old a/ring.c\n"
                             "a 07-ring #2 a/ring (1).c\n"
                             "b 07-ring #1 old b/07/intento 2\n"
                             "b 07-ring #2 b/07/intento 10\n");
}
END_TEST

START_TEST(what_cannot_be_attributed_says_why) {
    put("in/alice/ring.c", MAIN_C);
    put("in/alice/whatever.c", MAIN_C);
    put("in/alice/02_03_08.c", MAIN_C);
    ck_assert_int_eq(folder_make(path_join(arena, folder, "in/bob"), &error), 0);
    ck_assert_int_eq(symlink("/etc/passwd", path_join(arena, folder, "in/alice/link.c")), 0);
    ck_assert_int_eq(mkfifo(path_join(arena, folder, "in/alice/pipe"), 0600), 0);
    struct handed_in *found = read_in(four_exercises());
    ck_assert_uint_eq(found->attempt_count, 1);
    ck_assert_uint_eq(found->stray_count, 5);
    static const char *const why[][2] = {{"alice/02_03_08.c", "several exercises"},
                                         {"alice/link.c", "not followed"},
                                         {"alice/pipe", "neither a file"},
                                         {"alice/whatever.c", "names no exercise"},
                                         {"bob", "nothing was handed in"}};
    for (size_t i = 0; i < ARRAY_LEN(why); i++) {
        ck_assert_str_eq(found->strays[i].path, why[i][0]);
        ck_assert_msg(strstr(found->strays[i].why, why[i][1]) != NULL, "%s", found->strays[i].why);
    }
}
END_TEST

START_TEST(hostile_names_are_data) {
    const char *longest = arena_printf(arena, "in/%0240d/ring.c", 1);
    put("in/a\nb/ring.c", MAIN_C);
    put("in/\xff\xfe/ring.c", MAIN_C);
    put("in/...../ring.c", MAIN_C);
    put("in/ -rf/ring.c", MAIN_C);
    put("in/\"$(id)/ring.c", MAIN_C);
    put(longest, MAIN_C);
    struct handed_in *found = read_in(four_exercises());
    ck_assert_uint_eq(found->attempt_count, 5); /* "....." is hidden */
    for (size_t i = 0; i < found->student_count; i++) {
        const char *key = found->students[i].key;
        ck_assert_uint_le(strlen(key), 80);
        ck_assert_ptr_null(strpbrk(key, "\n/"));
        ck_assert_int_ne(key[0], '.');
        json_auto_t *text = json_string(key); /* NULL when it is no UTF-8 */
        ck_assert_ptr_nonnull(text);
    }
}
END_TEST

/* An archive that wants to write elsewhere. */
START_TEST(archives_stay_in_their_folder) {
    ck_assert_int_eq(folder_make(path_join(arena, folder, "in"), &error), 0);
    run_python((const char *const[]){
        "python3", "-c",
        "import zipfile; z = zipfile.ZipFile('in/alice.zip', 'w')\n"
        "for n in ('../../evil.c', '/evil.c', 'ring.c'): z.writestr(n, 'int main(void) {}')\n"
        "z.close()",
        NULL});
    put("in/bob.zip", "no archive");
    struct course *course = load(four_exercises());
    struct handed_in *found = read_as(course, "in", -1);
    ck_assert_ptr_nonnull(find(course, found, "alice", "07-ring"));
    ck_assert_uint_eq(found->attempt_count, 1);
    ck_assert_uint_eq(found->stray_count, 3);
    ck_assert(!path_is_file(path_join(arena, folder, "evil.c")));
}
END_TEST

START_TEST(namesakes_are_not_guessed) {
    put("roster.csv", "name,email\nAna Ruiz,ana1@x.org\nAna Ruiz,ana2@x.org\nBo Li,bo@x.org\n");
    const char *course =
        put("c.json", "{\"roster\": \"roster.csv\", \"exercises\": [\"07-ring\"]}");
    put("in/Ana Ruiz/ring.c", MAIN_C);
    put("in/ana2/ring.c", MAIN_C);
    put("in/LI, Bo/ring.c", MAIN_C);
    put("in/stranger/ring.c", MAIN_C);
    struct course *loaded = load(course);
    struct handed_in *found = read_as(loaded, "in", -1);
    ck_assert_uint_eq(found->attempt_count, 3);
    ck_assert_ptr_nonnull(find(loaded, found, "ana2@x.org", "07-ring"));
    ck_assert_ptr_nonnull(find(loaded, found, "bo@x.org", "07-ring"));
    ck_assert_uint_eq(found->student_count, 4);
    ck_assert_str_eq(found->students[3].key, "stranger");
    ck_assert(!found->in_roster[3]);
    ck_assert_uint_eq(found->stray_count, 1);
    ck_assert_ptr_nonnull(strstr(found->strays[0].why, "several students"));
}
END_TEST

START_TEST(a_number_does_not_outweigh_a_name) {
    put("roster.csv", "name,email,id\nAna Ruiz,a@x.org,77\nBo Li,b@x.org,88\nBo Li,c@x.org,99\n");
    put("in/Ana Ruiz_88_assignsubmission_file_/ring.c", MAIN_C);
    put("in/Bo Li_99_assignsubmission_file_/ring.c", MAIN_C);
    put("in/Participant_88_assignsubmission_file_/ring.c", MAIN_C);
    expect(put("c.json", "{\"roster\": \"roster.csv\", \"exercises\": [\"07-ring\"]}"),
           "a@x.org 07-ring #1 Ana Ruiz_88_assignsubmission_file_\n"
           "b@x.org 07-ring #1 Participant_88_assignsubmission_file_\n"
           "c@x.org 07-ring #1 Bo Li_99_assignsubmission_file_\n");
}
END_TEST

START_TEST(what_lies_beside_makes_no_students) {
    put("in/alice/ring.c", MAIN_C);
    put("in/bob/ring.c", MAIN_C);
    put("in/README.md", "");
    put("in/grades.csv", "");
    put("in/whose.c", MAIN_C);
    struct handed_in *found = read_in(four_exercises());
    ck_assert_uint_eq(found->student_count, 2);
    ck_assert_uint_eq(found->stray_count, 3);
}
END_TEST

START_TEST(a_layout_can_be_chosen) {
    put("in/monday/alice_02.c", MAIN_C);
    put("in/monday/bob_02.c", MAIN_C);
    struct course *course = load(four_exercises());
    ck_assert_str_eq(told(course, read_as(course, "in", LAYOUT_FILES)),
                     "alice 02-equal-chunks #1 monday/alice_02.c\n"
                     "bob 02-equal-chunks #1 monday/bob_02.c\n");
    ck_assert_int_eq(layout_find("canvas"), LAYOUT_CANVAS);
    ck_assert_int_eq(layout_find("blackboard"), -1);
}
END_TEST

START_TEST(own_files_and_stores_are_passed_over) {
    put("in/roster.csv", "name\nAlice\n");
    const char *course =
        put("in/course.json", "{\"roster\": \"roster.csv\", \"exercises\": [\"07-ring\"]}");
    put("in/alice/ring.c", MAIN_C);
    put("in/alice/.git/x.c", MAIN_C);
    put("in/alice/__MACOSX/x.c", MAIN_C);
    put("in/out/mpigrade.db", "");
    put("in/out/copy/ring.c", MAIN_C);
    struct course *loaded = load(course);
    struct handed_in *found = read_as(loaded, "in", LAYOUT_FOLDERS);
    ck_assert_str_eq(told(loaded, found), "Alice 07-ring #1 alice\n");
}
END_TEST

START_TEST(where_nothing_is_to_read_is_wrong_usage) {
    struct course *course = load("07-ring");
    ck_assert_ptr_null(layout_read(arena, course, "/nowhere", NULL, -1, &error));
    ck_assert_int_eq(error.kind, ERROR_USAGE);
    memset(&error, 0, sizeof error);
    ck_assert_ptr_null(layout_read(arena, course, put("ring.c", MAIN_C), NULL, -1, &error));
    ck_assert_int_eq(error.kind, ERROR_USAGE);
    memset(&error, 0, sizeof error);
    put("in/submission_metadata.yml", "submission_1: [unclosed");
    ck_assert_ptr_null(
        layout_read(arena, course, path_join(arena, folder, "in"), NULL, -1, &error));
    ck_assert_int_eq(error.kind, ERROR_USAGE);
}
END_TEST

int main(void) {
    const TTest *const tests[] = {
        finds_the_same_in_every_layout,
        needs_no_roster,
        rosters_as_platforms_export_them_know_the_same_people,
        an_archive_is_read_like_a_folder,
        a_course_of_one_exercise_takes_all_names,
        files_of_one_student_and_exercise_are_one,
        variants_and_longer_names_are_told_apart,
        names_of_the_course_come_first,
        attempts_are_told_apart_and_the_last_counts,
        what_cannot_be_attributed_says_why,
        hostile_names_are_data,
        archives_stay_in_their_folder,
        namesakes_are_not_guessed,
        a_number_does_not_outweigh_a_name,
        what_lies_beside_makes_no_students,
        a_layout_can_be_chosen,
        own_files_and_stores_are_passed_over,
        where_nothing_is_to_read_is_wrong_usage,
    };
    return run_suite("layout", tests, ARRAY_LEN(tests));
}
