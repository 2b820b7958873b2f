/* SPDX-License-Identifier: MIT */
#include "build/build.h"

#include "base/files.h"
#include "build/words.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

static struct arena *arena;
static struct launcher *launcher;
static char *folder;
static struct limits limits;

static void setup(void) {
    struct error error = {0};
    const char *must = getenv("MPIGRADE_SANDBOX_MUST_WORK");
    struct launcher_options options = {
        .sandbox = must != NULL && strcmp(must, "1") == 0 ? SANDBOX_REQUIRE : SANDBOX_AUTO};
    limits = limits_default;
    arena = arena_new();
    launcher = launcher_new(&options, &error);
    ck_assert_msg(launcher != NULL, "%s", error.message);
    folder = tree_make(arena, "mpigrade-test", &error);
}

static void teardown(void) {
    (void)tree_remove(folder, NULL);
    launcher_free(launcher);
    arena_free(arena);
}

static struct build build(enum language language, const char *name, const char *text) {
    struct error error = {0};
    ck_assert_int_eq(file_write(path_join(arena, folder, name), text, strlen(text), &error), 0);
    const struct constant defines[] = {{"REPS", 16}};
    struct build_request request = {.language = language,
                                    .folder = folder,
                                    .source_count = 1,
                                    .sources = &name,
                                    .define_count = 1,
                                    .defines = defines,
                                    .limits = limits};
    struct build result;
    ck_assert_msg(build_program(launcher, &request, arena, &result, &error) == 0, "%s",
                  error.message);
    return result;
}

/* Runs what was built and expects rank 1's line. */
static void expect_output(const struct build *built, const char *line) {
    struct launch_request request = {.case_id = "run",
                                     .np = 2,
                                     .folder = built->folder,
                                     .command = built->argv,
                                     .limits = limits_default};
    struct error error = {0};
    struct capture *capture;
    ck_assert_msg(launch_case(launcher, &request, arena, &capture, &error) == 0, "%s",
                  error.message);
    ck_assert_str_eq(capture->ranks[1].err.head, "");
    ck_assert_str_eq(capture->ranks[1].out.head, line);
}

START_TEST(builds_c) {
    ck_assert_int_eq(
        file_write(path_join(arena, folder, "extra.h"), "#include <mpi.h>\n", 17, NULL), 0);
    struct build built =
        build(LANGUAGE_C, "ring.c",
              "#include \"extra.h\"\n#include <stdio.h>\n#include <math.h>\n"
              "int main(int c, char **v) { int r; MPI_Init(&c, &v);\n"
              "MPI_Comm_rank(MPI_COMM_WORLD, &r);\n"
              "printf(\"%d %d %.0f\\n\", r, REPS, sqrt(c * 4.0)); MPI_Finalize(); }\n");
    ck_assert_msg(built.ok, "%s", built.diagnostics);
    ck_assert_str_eq(built.command, "mpicc -std=gnu17 -O1 -g -Wall -DREPS=16 -o ring ring.c -lm");
    ck_assert_str_eq(built.diagnostics, "");
    ck_assert(path_is_file(built.program));
    expect_output(&built, "1 16 2\n");
    build_done(&built);
    ck_assert(!path_is_folder(built.folder));
}
END_TEST

START_TEST(builds_cxx) {
    struct build built = build(LANGUAGE_CXX, "ring.cpp",
                               "#include <mpi.h>\n#include <iostream>\n"
                               "int main(int c, char **v) { MPI_Init(&c, &v);\n"
                               "std::cout << \"hi\" << std::endl; MPI_Finalize(); }\n");
    ck_assert_msg(built.ok, "%s", built.diagnostics);
    expect_output(&built, "hi\n");
    build_done(&built);
}
END_TEST

START_TEST(runs_python) {
    struct build built = build(LANGUAGE_PYTHON, "my ring.py",
                               "from mpi4py import MPI\n"
                               "print('hi from', MPI.COMM_WORLD.Get_rank())\n");
    ck_assert_msg(built.ok, "%s", built.diagnostics);
    ck_assert_str_eq(built.command, "python3 'my ring.py'");
    expect_output(&built, "hi from 1\n");
    ck_assert(!path_is_folder(path_join(arena, folder, "__pycache__")));
    build_done(&built);
}
END_TEST

START_TEST(tells_what_does_not_compile) {
    struct build built = build(LANGUAGE_C, "ring.c", "int main(void) { return x; }\n");
    ck_assert(!built.ok);
    ck_assert_ptr_nonnull(strstr(built.diagnostics, "ring.c:1:"));
    ck_assert_ptr_null(strstr(built.diagnostics, "/program"));
    ck_assert_ptr_null(strstr(built.diagnostics, folder));
    build_done(&built);
}
END_TEST

START_TEST(tells_what_does_not_link) {
    struct build built = build(LANGUAGE_C, "ring.c", "int f(void);\nint main(void) { f(); }\n");
    ck_assert(!built.ok);
    ck_assert_ptr_nonnull(strstr(built.diagnostics, "undefined reference"));
    ck_assert_ptr_null(strstr(built.diagnostics, "/build/"));
    build_done(&built);
}
END_TEST

START_TEST(tells_syntax_errors_of_python) {
    struct build built = build(LANGUAGE_PYTHON, "ring.py", "print('a')\nif True\n    pass\n");
    ck_assert(!built.ok);
    ck_assert_ptr_nonnull(strstr(built.diagnostics, "line 2"));
    ck_assert_ptr_nonnull(strstr(built.diagnostics, "SyntaxError"));
    ck_assert_ptr_null(strstr(built.diagnostics, "Traceback"));
    build_done(&built);
}
END_TEST

START_TEST(hostile_includes_end) {
    limits.build_s = 1;
    struct build built = build(LANGUAGE_C, "ring.c", "#include \"ring.c\"\n#include \"ring.c\"\n");
    ck_assert(!built.ok);
    ck_assert_ptr_nonnull(strstr(built.stopped, "build_s"));
    build_done(&built);
    built = build(LANGUAGE_C, "zero.c", "#include \"/etc/shadow\"\n");
    ck_assert(!built.ok);
    build_done(&built);
}
END_TEST

START_TEST(quotes_words_for_a_shell) {
    const char *const words[] = {"mpicc", "a b.c", "it's", "", NULL};
    ck_assert_str_eq(command_line(arena, words), "mpicc 'a b.c' 'it'\\''s' ''");
    ck_assert_str_eq(without(arena, "/p/a.c: in /p/b.c", "/p/"), "a.c: in b.c");
}
END_TEST

int main(void) {
    Suite *suite = suite_create("build");
    TCase *cases = tcase_create("build");
    tcase_set_timeout(cases, 280);
    tcase_add_checked_fixture(cases, setup, teardown);
    tcase_add_test(cases, builds_c);
    tcase_add_test(cases, builds_cxx);
    tcase_add_test(cases, runs_python);
    tcase_add_test(cases, tells_what_does_not_compile);
    tcase_add_test(cases, tells_what_does_not_link);
    tcase_add_test(cases, tells_syntax_errors_of_python);
    tcase_add_test(cases, hostile_includes_end);
    tcase_add_test(cases, quotes_words_for_a_shell);
    suite_add_tcase(suite, cases);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
