/* SPDX-License-Identifier: MIT */
/* What the tests of this floor share: a folder of their own, and courses made of our exercises. */
#ifndef MPIGRADE_TESTS_UNIT_BATCH_CLASSROOM_H
#define MPIGRADE_TESTS_UNIT_BATCH_CLASSROOM_H

#include "base/files.h"
#include "batch/course.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

static struct arena *arena;
static struct error error;
static const char *folder; /* removed after each test */

static void classroom_open(void) {
    arena = arena_new();
    memset(&error, 0, sizeof error);
    folder = tree_make(arena, "mpigrade-test", &error);
    ck_assert_ptr_nonnull(folder);
}

static void classroom_close(void) {
    ck_assert_int_eq(tree_remove(folder, &error), 0);
    arena_free(arena);
}

/* Writes a file below the folder; returns its path. */
static const char *put_bytes(const char *name, const char *bytes, size_t length) {
    const char *path = path_join(arena, folder, name);
    ck_assert_msg(folder_make(path_folder(arena, path), &error) == 0, "%s", error.message);
    ck_assert_msg(file_write(path, bytes, length, &error) == 0, "%s", error.message);
    return path;
}

static const char *put(const char *name, const char *text) {
    return put_bytes(name, text, strlen(text));
}

/* Ids of ours, or paths. */
static inline const char *find_rubric(void *context, const char *text, struct error *reterr) {
    (void)context;
    const char *path = strchr(text, '/') != NULL
                           ? text
                           : arena_printf(arena, MPIGRADE_SOURCE "/rubrics/%s.json", text);
    if (path_is_file(path))
        return path;
    (void)error_set(reterr, ERROR_USAGE, "there is no exercise %s", text);
    error_advise(reterr, "mpigrade list shows all.");
    return NULL;
}

static inline struct course *load(const char *text) {
    struct course *course = course_load(arena, text, find_rubric, NULL, &error);
    ck_assert_msg(course != NULL, "%s", error.message);
    return course;
}

static inline int run_suite(const char *name, const TTest *const *tests, size_t count) {
    Suite *suite = suite_create(name);
    TCase *cases = tcase_create(name);
    tcase_add_checked_fixture(cases, classroom_open, classroom_close);
    for (size_t i = 0; i < count; i++)
        tcase_add_test(cases, tests[i]);
    suite_add_tcase(suite, cases);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

#endif
