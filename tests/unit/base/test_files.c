/* SPDX-License-Identifier: MIT */
#include "base/files.h"
#include "base/sha256.h"

#include <check.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static struct arena *arena;
static char *folder;

static void setup(void) {
    struct error error = {0};
    arena = arena_new();
    folder = tree_make(arena, "mpigrade-test", &error);
    ck_assert_ptr_nonnull(folder);
}

static void teardown(void) {
    ck_assert_int_eq(tree_remove(folder, NULL), 0);
    ck_assert(!path_is_folder(folder));
    arena_free(arena);
}

START_TEST(joins_and_splits_paths) {
    ck_assert_str_eq(path_join(arena, "a/b", "c"), "a/b/c");
    ck_assert_str_eq(path_join(arena, "/", "c"), "/c");
    ck_assert_str_eq(path_join(arena, "", "c"), "c");
    ck_assert_str_eq(path_join(arena, "a", "/c"), "/c");
    ck_assert_str_eq(path_base("a/b.c"), "b.c");
    ck_assert_str_eq(path_base("b.c"), "b.c");
    ck_assert_str_eq(path_folder(arena, "a/b.c"), "a");
    ck_assert_str_eq(path_folder(arena, "b.c"), ".");
    ck_assert_str_eq(path_folder(arena, "/b.c"), "/");
}
END_TEST

START_TEST(reads_what_it_wrote) {
    struct error error = {0};
    char *path = path_join(arena, folder, "report.json");
    ck_assert_int_eq(file_write(path, "old", 3, &error), 0);
    ck_assert_int_eq(file_write(path, "new\0er", 6, &error), 0);
    char *bytes;
    size_t length;
    ck_assert_int_eq(file_read(arena, path, 6, ERROR_FAULT, &bytes, &length, &error), 0);
    ck_assert_mem_eq(bytes, "new\0er", 7);
    ck_assert_uint_eq(length, 6);
    ck_assert_int_eq(file_read(arena, path, 5, ERROR_USAGE, &bytes, &length, &error), -1);
    ck_assert_int_eq(error.kind, ERROR_USAGE);
    ck_assert_ptr_nonnull(strstr(error.message, "longer than 5 bytes"));
}
END_TEST

START_TEST(puts_no_file_in_the_place_of_a_pipe_or_a_link) {
    struct error error = {0};
    struct stat status;
    char *fifo = path_join(arena, folder, "pipe"), *link = path_join(arena, folder, "link");
    char *file = path_join(arena, folder, "behind"), got[8] = "", *bytes;
    size_t length;
    ck_assert_int_eq(mkfifo(fifo, 0600), 0);
    FD_AUTO reader = open(fifo, O_RDWR | O_CLOEXEC | O_NONBLOCK);
    ck_assert_int_ge(reader, 0);
    ck_assert_int_eq(file_write(fifo, "abc", 3, &error), 0);
    ck_assert_int_eq(lstat(fifo, &status), 0);
    ck_assert(S_ISFIFO(status.st_mode));
    ck_assert_int_eq(fd_read(reader, got, sizeof got - 1), 3);
    ck_assert_str_eq(got, "abc");

    ck_assert_int_eq(file_write(file, "old", 3, &error), 0);
    ck_assert_int_eq(symlink("behind", link), 0);
    ck_assert_int_eq(file_write(link, "new", 3, &error), 0);
    ck_assert_int_eq(lstat(link, &status), 0);
    ck_assert(S_ISLNK(status.st_mode));
    ck_assert_int_eq(file_read(arena, file, 100, ERROR_FAULT, &bytes, &length, &error), 0);
    ck_assert_str_eq(bytes, "new");
}
END_TEST

START_TEST(refuses_what_is_no_file) {
    char *bytes;
    size_t length;
    char *fifo = path_join(arena, folder, "fifo");
    ck_assert_int_eq(mkfifo(fifo, 0600), 0);
    const char *paths[] = {folder, fifo, "/dev/zero", path_join(arena, folder, "missing")};
    for (size_t i = 0; i < ARRAY_LEN(paths); i++) {
        struct error error = {0};
        int result = file_read(arena, paths[i], 100, ERROR_NOT_GRADABLE, &bytes, &length, &error);
        ck_assert_int_eq(result, -1);
        ck_assert_int_eq(error.kind, ERROR_NOT_GRADABLE);
        ck_assert_ptr_nonnull(strstr(error.message, paths[i]));
    }
}
END_TEST

START_TEST(removes_hostile_trees_and_nothing_else) {
    struct error error = {0};
    char *tree = path_join(arena, folder, "tree");
    char *kept = path_join(arena, folder, "kept");
    ck_assert_int_eq(folder_make(path_join(arena, tree, "closed/inner/0"), &error), 0);
    ck_assert_int_eq(folder_make(path_join(arena, tree, "0/1/2"), &error), 0);
    ck_assert_int_eq(folder_make(kept, &error), 0);
    ck_assert_int_eq(file_write(path_join(arena, kept, "file"), "x", 1, &error), 0);
    ck_assert_int_eq(file_write(path_join(arena, tree, "closed/inner/file"), "x", 1, &error), 0);
    ck_assert_int_eq(symlink(kept, path_join(arena, tree, "closed/link")), 0);
    ck_assert_int_eq(symlink("/proc", path_join(arena, tree, "proc")), 0);
    ck_assert_int_eq(chmod(path_join(arena, tree, "closed/inner"), 0), 0);
    ck_assert_int_eq(chmod(path_join(arena, tree, "closed"), 0500), 0);
    ck_assert_int_eq(tree_remove(tree, &error), 0);
    ck_assert(!path_is_folder(tree));
    ck_assert(path_is_file(path_join(arena, kept, "file")));
    ck_assert_int_eq(tree_remove(tree, &error), 0); /* it is gone: fine */
}
END_TEST

START_TEST(removes_trees_deeper_than_any_path) {
    int at = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    for (int depth = 0; depth < 3000; depth++) {
        ck_assert_int_eq(mkdirat(at, "deep", 0700), 0);
        int next = openat(at, "deep", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        ck_assert_int_ge(next, 0);
        (void)close(at);
        at = next;
    }
    (void)close(at);
}
END_TEST

START_TEST(knows_sha256) {
    const char *abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    char hex[SHA256_HEX_SIZE];
    sha256_hex("abc", 3, hex);
    ck_assert_str_eq(hex, abc);
    struct error error = {0};
    char *path = path_join(arena, folder, "abc");
    ck_assert_int_eq(file_write(path, "abc", 3, &error), 0);
    ck_assert_int_eq(sha256_file(path, hex, &error), 0);
    ck_assert_str_eq(hex, abc);
    ck_assert_int_eq(sha256_file(folder, hex, &error), -1);
    ck_assert_int_eq(error.kind, ERROR_FAULT);
}
END_TEST

START_TEST(copies_files_and_finds_itself) {
    struct error error = {0};
    char *self = own_folder(arena, &error);
    ck_assert(path_is_folder(self));
    char *copy = path_join(arena, folder, "copy");
    ck_assert_int_eq(file_copy("/proc/self/status", copy, &error), 0);
    ck_assert(path_is_file(copy));
    ck_assert_int_eq(file_copy("/proc/self/status", copy, &error), -1); /* never over a file */
}
END_TEST

int main(void) {
    Suite *suite = suite_create("files");
    TCase *cases = tcase_create("files");
    tcase_set_timeout(cases, 120);
    tcase_add_checked_fixture(cases, setup, teardown);
    tcase_add_test(cases, joins_and_splits_paths);
    tcase_add_test(cases, reads_what_it_wrote);
    tcase_add_test(cases, puts_no_file_in_the_place_of_a_pipe_or_a_link);
    tcase_add_test(cases, refuses_what_is_no_file);
    tcase_add_test(cases, removes_hostile_trees_and_nothing_else);
    tcase_add_test(cases, removes_trees_deeper_than_any_path);
    tcase_add_test(cases, knows_sha256);
    tcase_add_test(cases, copies_files_and_finds_itself);
    suite_add_tcase(suite, cases);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
