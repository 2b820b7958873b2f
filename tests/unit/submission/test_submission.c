/* SPDX-License-Identifier: MIT */
#include "submission/submission.h"

#include "base/files.h"

#include <archive.h>
#include <archive_entry.h>
#include <check.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAIN "#include <mpi.h>\nint main(void) { return 0; }\n"

static struct arena *arena;
static char *in, *out; /* what is handed in; the private copy */
static struct error error;

static void setup(void) {
    memset(&error, 0, sizeof error);
    arena = arena_new();
    in = tree_make(arena, "mpigrade-in", &error);
    out = tree_make(arena, "mpigrade-out", &error);
    ck_assert_ptr_nonnull(in);
    ck_assert_ptr_nonnull(out);
}

static void teardown(void) {
    struct error ignored = {0};
    (void)tree_remove(in, &ignored);
    (void)tree_remove(out, &ignored);
    arena_free(arena);
}

static const char *put_bytes(const char *name, const void *bytes, size_t length) {
    char *path = path_join(arena, in, name);
    ck_assert_int_eq(folder_make(path_folder(arena, path), &error), 0);
    ck_assert_int_eq(file_write(path, bytes, length, &error), 0);
    return path;
}

static const char *put(const char *name, const char *text) {
    return put_bytes(name, text, strlen(text));
}

static struct submission *open_with(const struct rubric *rubric, const char *path) {
    return submission_open(arena, rubric, &path, 1, out, &error);
}

static struct submission *open_ok(const char *path) {
    struct submission *submission = open_with(NULL, path);
    ck_assert_msg(submission != NULL, "%s", error.message);
    return submission;
}

static void expect_not_gradable(const char *path, const char *words) {
    ck_assert_ptr_null(open_with(NULL, path));
    ck_assert_int_eq(error.kind, ERROR_NOT_GRADABLE);
    ck_assert_msg(strstr(error.message, words) != NULL, "%s", error.message);
}

static const char *text_of(const char *name) {
    char *bytes;
    size_t length;
    ck_assert_int_eq(file_read(arena, path_join(arena, out, name), 1 << 20, ERROR_FAULT, &bytes,
                               &length, &error),
                     0);
    return bytes;
}

START_TEST(takes_one_file) {
    struct submission *submission = open_ok(put("ring.c", MAIN));
    ck_assert_str_eq(submission->name, "ring.c");
    ck_assert_str_eq(submission->main, "ring.c");
    ck_assert_int_eq(submission->language, LANGUAGE_C);
    ck_assert_uint_eq(submission->source_count, 1);
    ck_assert_uint_eq(submission->file_count, 1);
    ck_assert_uint_eq(strlen(submission->files[0].sha256), 64);
    ck_assert_str_eq(text_of("ring.c"), MAIN);
}
END_TEST

START_TEST(knows_languages_by_suffix) {
    static const struct {
        const char *name;
        enum language language;
    } rows[] = {{"a.c", LANGUAGE_C},     {"a.C", LANGUAGE_CXX},     {"a.cpp", LANGUAGE_CXX},
                {"a.CPP", LANGUAGE_CXX}, {"a.py", LANGUAGE_PYTHON}, {"A.PY", LANGUAGE_PYTHON},
                {"a.b.cc", LANGUAGE_CXX}};
    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        ck_assert_int_eq(open_ok(put(rows[i].name, MAIN))->language, rows[i].language);
}
END_TEST

START_TEST(missing_and_special_files_are_wrong_usage) {
    ck_assert_ptr_null(open_with(NULL, "/nowhere/ring.c"));
    ck_assert_int_eq(error.kind, ERROR_USAGE);
    memset(&error, 0, sizeof error);
    ck_assert_ptr_null(open_with(NULL, "/dev/null"));
    ck_assert_int_eq(error.kind, ERROR_USAGE);
}
END_TEST

START_TEST(what_is_no_program_is_not_gradable) {
    expect_not_gradable(put("ring.txt", "hello"), "ring.txt");
}
END_TEST

START_TEST(an_empty_file_is_not_gradable) {
    expect_not_gradable(put("ring.c", " \n\t\n"), "empty");
}
END_TEST

START_TEST(an_empty_folder_is_not_gradable) {
    expect_not_gradable(in, "nothing");
}
END_TEST

START_TEST(the_only_main_of_a_folder_is_the_program) {
    put("list.c",
        "/* no main(here) */ const char *s = \"main(\"; int remain(void) { return 0; }\n");
    put("list.h", "int remain(void);\n");
    put("sub/other.c", "int other;\n");
    put("work.c", "#include \"list.h\"\nint\nmain /* it */ (void) { return remain(); }\n");
    struct submission *submission = open_ok(in);
    ck_assert_str_eq(submission->main, "work.c");
    ck_assert_uint_eq(submission->source_count, 2);
    ck_assert_str_eq(submission->sources[0], "work.c");
    ck_assert_str_eq(submission->sources[1], "list.c");
    ck_assert_uint_eq(submission->file_count, 4);
}
END_TEST

START_TEST(two_programs_are_a_question) {
    put("a.c", MAIN);
    put("b.py", "from mpi4py import MPI\n");
    put("helper.py", "x = 1\n");
    expect_not_gradable(in, "a.c, b.py");
}
END_TEST

START_TEST(an_expected_name_decides) {
    static const char *const names[] = {"07-ring.c", "ring.c", "ring.C", "ring.py", NULL};
    struct rubric rubric = {.names = names, .languages = {[LANGUAGE_C] = true}};
    put("a.c", MAIN);
    put("Ring.c", MAIN);
    put("b.py", "from mpi4py import MPI\n");
    struct submission *submission = open_with(&rubric, in);
    ck_assert_msg(submission != NULL, "%s", error.message);
    ck_assert_str_eq(submission->main, "Ring.c");
    ck_assert_uint_eq(submission->source_count, 1);
}
END_TEST

START_TEST(a_language_that_is_not_asked_for_is_not_gradable) {
    struct rubric rubric = {.languages = {[LANGUAGE_PYTHON] = true}};
    ck_assert_ptr_null(open_with(&rubric, put("a.c", MAIN)));
    ck_assert_int_eq(error.kind, ERROR_NOT_GRADABLE);
    ck_assert_ptr_nonnull(strstr(error.advice, ".py"));
}
END_TEST

START_TEST(hidden_files_and_links_are_left_out) {
    put(".git/config.c", MAIN);
    put("__pycache__/a.py", "import mpi4py\n");
    put("a.c", MAIN);
    ck_assert_int_eq(symlink("/etc/passwd", path_join(arena, in, "passwd.c")), 0);
    ck_assert_int_eq(mkfifo(path_join(arena, in, "fifo.c"), 0600), 0);
    ck_assert_uint_eq(open_ok(in)->file_count, 1);
}
END_TEST

START_TEST(names_of_any_bytes_are_taken) {
    put("\xff\xfe r\n.c", MAIN);
    ck_assert_str_eq(open_ok(in)->main, "\xff\xfe r\n.c");
}
END_TEST

START_TEST(a_name_like_an_option_is_made_plain) {
    ck_assert_str_eq(open_ok(put("-o.c", MAIN))->main, "./-o.c");
}
END_TEST

START_TEST(the_same_name_twice_is_refused) {
    const char *paths[] = {put("a/x.c", MAIN), put("b/x.c", MAIN)};
    ck_assert_ptr_null(submission_open(arena, NULL, paths, 2, out, &error));
    ck_assert_int_eq(error.kind, ERROR_NOT_GRADABLE);
}
END_TEST

/* ---- archives ---- */

struct item {
    const char *name;
    mode_t type;
    const char *link;
    size_t size; /* 0: holds MAIN; else that many zeros */
};

static const char *put_archive(const char *name, bool zip, const struct item *items, size_t count) {
    char *path = path_join(arena, in, name);
    struct archive *writer = archive_write_new();
    (void)(zip ? archive_write_set_format_zip(writer) : archive_write_set_format_pax(writer));
    if (!zip)
        (void)archive_write_add_filter_gzip(writer);
    ck_assert_int_eq(archive_write_open_filename(writer, path), ARCHIVE_OK);
    static const char zeros[65536];
    for (size_t i = 0; i < count; i++) {
        struct archive_entry *entry = archive_entry_new();
        size_t size = items[i].size > 0 ? items[i].size : strlen(MAIN);
        archive_entry_set_pathname(entry, items[i].name);
        archive_entry_set_filetype(entry, items[i].type);
        archive_entry_set_perm(entry, 0600);
        archive_entry_set_size(entry, items[i].type == AE_IFREG ? (la_int64_t)size : 0);
        if (items[i].link != NULL)
            archive_entry_set_symlink(entry, items[i].link);
        ck_assert_int_eq(archive_write_header(writer, entry), ARCHIVE_OK);
        for (size_t at = 0; items[i].type == AE_IFREG && at < size; at += sizeof zeros) {
            size_t piece = size - at < sizeof zeros ? size - at : sizeof zeros;
            ck_assert_int_ge(archive_write_data(writer, items[i].size > 0 ? zeros : MAIN, piece),
                             0);
        }
        archive_entry_free(entry);
    }
    ck_assert_int_eq(archive_write_close(writer), ARCHIVE_OK);
    ck_assert_int_eq(archive_write_free(writer), ARCHIVE_OK);
    return path;
}

START_TEST(archives_are_unpacked) {
    static const struct item items[] = {{"./hw1/", AE_IFDIR, NULL, 0},
                                        {"./hw1/ring.c", AE_IFREG, NULL, 0},
                                        {"__MACOSX/hw1/._ring.c", AE_IFREG, NULL, 0},
                                        {"hw1/.DS_Store", AE_IFREG, NULL, 0}};
    for (int zip = 0; zip <= 1; zip++) {
        const char *path = put_archive(zip ? "x.zip" : "x.tar.gz", zip, items, ARRAY_LEN(items));
        struct submission *submission = open_ok(path);
        ck_assert_str_eq(submission->main, "hw1/ring.c");
        ck_assert_uint_eq(submission->file_count, 1);
        ck_assert_str_eq(text_of("hw1/ring.c"), MAIN);
        ck_assert_int_eq(tree_remove(path_join(arena, out, "hw1"), &error), 0);
    }
}
END_TEST

START_TEST(an_archive_in_a_folder_is_unpacked) {
    static const struct item items[] = {{"ring.c", AE_IFREG, NULL, 0}};
    put_archive("x.zip", true, items, 1);
    ck_assert_str_eq(open_ok(in)->main, "ring.c");
}
END_TEST

static const struct item hostile[] = {
    {"../ring.c", AE_IFREG, NULL, 0},
    {"a/../../ring.c", AE_IFREG, NULL, 0},
    {"/tmp/ring.c", AE_IFREG, NULL, 0},
    {"ring.c", AE_IFLNK, "/etc/passwd", 0},
    {"ring.c", AE_IFCHR, NULL, 0},
    {"ring.c", AE_IFREG, NULL, (16 << 20) + 1},
    {"a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/r.c", AE_IFREG, NULL, 0},
};

START_TEST(hostile_archives_are_refused) {
    expect_not_gradable(put_archive("x.tar.gz", false, &hostile[_i], 1), "");
    ck_assert_int_eq(access(path_join(arena, out, "../ring.c"), F_OK), -1);
}
END_TEST

START_TEST(many_large_files_are_refused) {
    struct item items[6];
    for (size_t i = 0; i < ARRAY_LEN(items); i++)
        items[i] = (struct item){arena_printf(arena, "%zu.c", i), AE_IFREG, NULL, 15 << 20};
    expect_not_gradable(put_archive("x.zip", true, items, ARRAY_LEN(items)), "64 MiB");
}
END_TEST

START_TEST(cut_archives_are_refused) {
    static const struct item items[] = {{"ring.c", AE_IFREG, NULL, 0}, {"b.h", AE_IFREG, NULL, 0}};
    char *bytes;
    size_t length;
    const char *path = put_archive("x.tar.gz", false, items, 2);
    ck_assert_int_eq(file_read(arena, path, 1 << 20, ERROR_FAULT, &bytes, &length, &error), 0);
    expect_not_gradable(put_bytes("y.tar.gz", bytes, length / 2), "y.tar.gz");
    memset(&error, 0, sizeof error);
    expect_not_gradable(put("z.zip", "no archive"), "z.zip");
}
END_TEST

/* ---- notebooks ---- */

START_TEST(a_notebook_is_its_code_cells) {
    const char *path =
        put("ring.ipynb", "{\"cells\": ["
                          "{\"cell_type\": \"markdown\", \"source\": [\"# text\"]},"
                          "{\"cell_type\": \"code\", \"source\": [\"!pip install mpi4py\\n\","
                          "\"%matplotlib inline\\n\", \"from mpi4py import MPI\\n\","
                          "\"if 1:\\n\", \"  !ls\"]},"
                          "{\"cell_type\": \"code\", \"source\": \"%%bash\\nrm -rf x\"},"
                          "{\"cell_type\": \"code\", \"source\": \"%%time\\nprint(7 % 2)\"}]}");
    struct submission *submission = open_ok(path);
    ck_assert_str_eq(submission->main, "ring.py");
    ck_assert_int_eq(submission->language, LANGUAGE_PYTHON);
    ck_assert_str_eq(text_of("ring.py"), "pass\npass\nfrom mpi4py import MPI\nif 1:\n  pass\n\n"
                                         "print(7 % 2)\n");
}
END_TEST

START_TEST(written_files_of_a_notebook_are_the_program) {
    const char *path = put(
        "y.ipynb", "{\"cells\": ["
                   "{\"cell_type\": \"code\", \"source\": \"%%writefile /content/ring.py\\nold\"},"
                   "{\"cell_type\": \"code\", \"source\": \"%%writefile ring.py\\nimport mpi4py\"},"
                   "{\"cell_type\": \"code\", \"source\": \"%%writefile -a ring.py\\nx = 1\\n\"},"
                   "{\"cell_type\": \"code\", \"source\": \"!mpirun -np 4 python ring.py\"}]}");
    ck_assert_str_eq(open_ok(path)->main, "ring.py");
    ck_assert_str_eq(text_of("ring.py"), "import mpi4py\nx = 1\n");
}
END_TEST

START_TEST(a_notebook_cannot_write_elsewhere) {
    expect_not_gradable(put("x.ipynb", "{\"cells\": [{\"cell_type\": \"code\", \"source\": "
                                       "\"%%writefile ../../x.py\\nimport mpi4py\"}]}"),
                        "..");
}
END_TEST

START_TEST(broken_notebooks_are_refused) {
    static const char *const texts[] = {"", "{", "[]", "{\"cells\": 1}", "{\"worksheets\": []}"};
    expect_not_gradable(put("x.ipynb", texts[_i]), "x.ipynb");
}
END_TEST

int main(void) {
    Suite *suite = suite_create("submission");
    TCase *cases = tcase_create("submission");
    tcase_add_checked_fixture(cases, setup, teardown);
    tcase_add_test(cases, takes_one_file);
    tcase_add_test(cases, knows_languages_by_suffix);
    tcase_add_test(cases, missing_and_special_files_are_wrong_usage);
    tcase_add_test(cases, what_is_no_program_is_not_gradable);
    tcase_add_test(cases, an_empty_file_is_not_gradable);
    tcase_add_test(cases, an_empty_folder_is_not_gradable);
    tcase_add_test(cases, the_only_main_of_a_folder_is_the_program);
    tcase_add_test(cases, two_programs_are_a_question);
    tcase_add_test(cases, an_expected_name_decides);
    tcase_add_test(cases, a_language_that_is_not_asked_for_is_not_gradable);
    tcase_add_test(cases, hidden_files_and_links_are_left_out);
    tcase_add_test(cases, names_of_any_bytes_are_taken);
    tcase_add_test(cases, a_name_like_an_option_is_made_plain);
    tcase_add_test(cases, the_same_name_twice_is_refused);
    tcase_add_test(cases, archives_are_unpacked);
    tcase_add_test(cases, an_archive_in_a_folder_is_unpacked);
    tcase_add_loop_test(cases, hostile_archives_are_refused, 0, ARRAY_LEN(hostile));
    tcase_add_test(cases, many_large_files_are_refused);
    tcase_add_test(cases, cut_archives_are_refused);
    tcase_add_test(cases, a_notebook_is_its_code_cells);
    tcase_add_test(cases, written_files_of_a_notebook_are_the_program);
    tcase_add_test(cases, a_notebook_cannot_write_elsewhere);
    tcase_add_loop_test(cases, broken_notebooks_are_refused, 0, 5);
    tcase_set_timeout(cases, 120);
    suite_add_tcase(suite, cases);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
