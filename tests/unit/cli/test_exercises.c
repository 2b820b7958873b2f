/* SPDX-License-Identifier: MIT */
#include "cli/cli.h"

#include "base/files.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

static struct arena *arena;
static struct program program;
static struct error error;

static void setup(void) {
    static const char *const files[] = {"rubrics/rubric.schema.json",
                                        "rubrics/02-equal-chunks.json",
                                        "rubrics/02-equal-chunks-16.json",
                                        "rubrics/07-ring.json",
                                        "rubrics/README.md",
                                        "exercises/07-ring/handout.en.md"};
    memset(&error, 0, sizeof error);
    arena = arena_new();
    program = (struct program){.arena = arena, .data = tree_make(arena, "mpigrade-cli", &error)};
    for (size_t i = 0; i < ARRAY_LEN(files); i++) {
        const char *path = path_join(arena, program.data, files[i]);
        ck_assert_int_eq(folder_make(path_folder(arena, path), &error), 0);
        ck_assert_int_eq(file_write(path, "x", 1, &error), 0);
    }
}

static void teardown(void) {
    (void)tree_remove(program.data, NULL);
    arena_free(arena);
}

static const char *base_of(const char *text) {
    const char *path = exercise_rubric(&program, text, &error);
    return path == NULL ? NULL : path_base(path);
}

START_TEST(lists_rubrics_only) {
    struct exercise_names names;
    ck_assert_int_eq(exercises_list(&program, &names, &error), 0);
    ck_assert_uint_eq(names.count, 3);
    ck_assert_str_eq(names.ids[0], "02-equal-chunks");
    ck_assert_str_eq(names.ids[2], "07-ring");
}
END_TEST

START_TEST(a_beginning_is_enough) {
    ck_assert_str_eq(base_of("07"), "07-ring.json");
    ck_assert_str_eq(base_of("07-ring"), "07-ring.json");
    ck_assert_str_eq(base_of("02"), "02-equal-chunks.json");
    ck_assert_str_eq(base_of("02-equal-chunks-"), "02-equal-chunks-16.json");
}
END_TEST

START_TEST(a_path_is_taken_as_it_is) {
    const char *path = path_join(arena, program.data, "rubrics/07-ring.json");
    ck_assert_str_eq(exercise_rubric(&program, path, &error), path);
    ck_assert_ptr_null(exercise_rubric(&program, "no/such.json", &error));
    ck_assert_int_eq(error.kind, ERROR_USAGE);
}
END_TEST

START_TEST(several_are_named) {
    ck_assert_ptr_null(base_of("0"));
    ck_assert_int_eq(error.kind, ERROR_USAGE);
    ck_assert_ptr_nonnull(strstr(error.message, "07-ring"));
    ck_assert_ptr_nonnull(strstr(error.message, "02-equal-chunks"));
}
END_TEST

START_TEST(the_nearest_is_offered) {
    static const char *const slips[] = {"ring", "rnig", "07-rnig", "07_ring"};
    ck_assert_ptr_null(base_of(slips[_i]));
    ck_assert_int_eq(error.kind, ERROR_USAGE);
    ck_assert_msg(strstr(error.advice, "07-ring") != NULL, "%s", error.advice);
}
END_TEST

START_TEST(nothing_is_nothing) {
    ck_assert_ptr_null(base_of(""));
    ck_assert_int_eq(error.kind, ERROR_USAGE);
}
END_TEST

START_TEST(the_folder_lies_beside_the_rubrics) {
    const char *folder = exercise_folder(&program, "07", &error);
    ck_assert_ptr_nonnull(folder);
    ck_assert(path_is_file(path_join(arena, folder, "handout.en.md")));
    ck_assert_ptr_null(exercise_folder(&program, "02", &error));
    ck_assert_int_eq(error.kind, ERROR_USAGE);
}
END_TEST

START_TEST(without_data_nothing_is_found) {
    struct program lost = {.arena = arena};
    ck_assert_ptr_null(exercise_rubric(&lost, "07", &error));
    ck_assert_int_eq(error.kind, ERROR_FAULT);
}
END_TEST

START_TEST(the_language_is_found_anywhere_before_the_programs_arguments) {
    char *argv[] = {(char[]){"mpigrade"}, (char[]){"run"},    (char[]){"--lang=es"},
                    (char[]){"--"},       (char[]){"--lang"}, (char[]){"fr"}};
    ck_assert_str_eq(options_language(6, argv), "es");
    argv[2] = (char[]){"x"};
    ck_assert_ptr_null(options_language(6, argv));
}
END_TEST

int main(void) {
    Suite *suite = suite_create("exercises");
    TCase *cases = tcase_create("exercises");
    tcase_add_checked_fixture(cases, setup, teardown);
    tcase_add_test(cases, lists_rubrics_only);
    tcase_add_test(cases, a_beginning_is_enough);
    tcase_add_test(cases, a_path_is_taken_as_it_is);
    tcase_add_test(cases, several_are_named);
    tcase_add_loop_test(cases, the_nearest_is_offered, 0, 4);
    tcase_add_test(cases, nothing_is_nothing);
    tcase_add_test(cases, the_folder_lies_beside_the_rubrics);
    tcase_add_test(cases, without_data_nothing_is_found);
    tcase_add_test(cases, the_language_is_found_anywhere_before_the_programs_arguments);
    suite_add_tcase(suite, cases);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
