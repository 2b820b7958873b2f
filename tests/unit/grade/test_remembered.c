/* SPDX-License-Identifier: MIT */
#include "grade/remembered.h"

#include "base/files.h"
#include "capture/calls.h"
#include "grade/fingerprint.h"

#include <check.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define KEY "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define OTHER_KEY "f123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

enum { NP = 2 };

static struct arena *arena;
static const char *folder, *path;

static const char every_byte[] = "\x00\x01\xff\xfe\xc3\x28\xed\xa0\x80\x7f\r\n\"\\{}\x00%s\x1b[1m";
static struct stream hostile = {every_byte, sizeof every_byte, "\x00tail\xff", 6, 77};
static struct rank_capture ranks[NP];
static struct call_total totals[] = {{"MPI_Init", 1}, {"MPI_Bcast", 12345678901}};
static struct call_total methods[] = {{"bcast", 3}};
static struct rank_calls rank_calls[NP];
static uint64_t messages[NP * NP] = {0, 4, 0, 0}, received[NP * NP] = {0, 3, 0, 0};
static struct call_log calls;
static struct capture capture, unwatched;
static const struct capture *captures[] = {&capture, &unwatched};

static struct constant define = {"REPS", 8};
static struct rubric_case cases[2];
static struct rubric rubric;

static void setup(void) {
    struct error error = {0};
    arena = arena_new();
    folder = tree_make(arena, "mpigrade-test", &error);
    ck_assert_ptr_nonnull(folder);
    path = path_join(arena, folder, KEY ".json");
    cases[0] = (struct rubric_case){.id = "a", .np = NP, .sleep_scale = 1};
    cases[1] = (struct rubric_case){
        .id = "b", .np = NP, .sleep_scale = 1, .define_count = 1, .defines = &define};
    rubric = (struct rubric){.limits = limits_default, .case_count = 2, .cases = cases};
    ranks[0] = ranks[1] = (struct rank_capture){.started = true, .ended = true, .out = hostile};
    ranks[1].err = hostile;
    ranks[1].exit_code = 0;
    rank_calls[0] = (struct rank_calls){
        .total_count = 2, .totals = totals, .method_count = 1, .methods = methods};
    calls = (struct call_log){.np = NP,
                              .complete = true,
                              .ranks = rank_calls,
                              .messages = messages,
                              .received = received};
    capture = (struct capture){
        .np = NP, .outcome = CASE_FINISHED, .culprit = -1, .ranks = ranks, .calls = &calls};
    unwatched = capture;
    unwatched.calls = NULL;
}

static void teardown(void) {
    (void)tree_remove(folder, NULL);
    arena_free(arena);
}

static const struct capture *loaded[2];

static bool load(const char *key) {
    return remembered_load(arena, folder, key, &rubric, loaded);
}

static void check_stream(const struct stream *got, const struct stream *expected) {
    ck_assert_uint_eq(got->head_length, expected->head_length);
    ck_assert_uint_eq(got->tail_length, expected->tail_length);
    ck_assert_uint_eq(got->dropped, expected->dropped);
    if (expected->head_length > 0)
        ck_assert_mem_eq(got->head, expected->head, expected->head_length);
    if (expected->tail_length > 0)
        ck_assert_mem_eq(got->tail, expected->tail, expected->tail_length);
    ck_assert_int_eq(got->head[got->head_length], '\0');
}

START_TEST(gives_back_what_was_stored) {
    ck_assert(!load(KEY));
    remembered_store(folder, KEY, &rubric, captures);
    ck_assert(load(KEY));
    ck_assert_int_eq(loaded[0]->outcome, CASE_FINISHED);
    ck_assert_int_eq(loaded[0]->np, NP);
    ck_assert_int_eq(loaded[0]->culprit, -1);
    ck_assert_str_eq(loaded[0]->case_id, "a");
    for (int r = 0; r < NP; r++) {
        const struct rank_capture *rank = &loaded[0]->ranks[r];
        ck_assert(rank->started && rank->ended && rank->exit_code == 0 && rank->signal == 0);
        check_stream(&rank->out, &ranks[r].out);
        check_stream(&rank->err, &ranks[r].err);
    }
    ck_assert_ptr_null(loaded[1]->calls);
}
END_TEST

START_TEST(gives_back_the_calls) {
    remembered_store(folder, KEY, &rubric, captures);
    ck_assert(load(KEY));
    const struct call_log *log = loaded[0]->calls;
    ck_assert(log->complete && log->np == NP);
    ck_assert_mem_eq(log->messages, messages, sizeof messages);
    ck_assert_mem_eq(log->received, received, sizeof received);
    ck_assert_uint_eq(log->ranks[0].total_count, 2);
    ck_assert_str_eq(log->ranks[0].totals[1].name, "MPI_Bcast");
    ck_assert_uint_eq(log->ranks[0].totals[1].count, 12345678901);
    ck_assert_str_eq(log->ranks[0].methods[0].name, "bcast");
    ck_assert_uint_eq(log->ranks[1].total_count, 0);
}
END_TEST

START_TEST(what_did_not_end_well_is_not_remembered) {
    static struct capture variants[6];
    for (size_t i = 0; i < ARRAY_LEN(variants); i++)
        variants[i] = capture;
    struct call_log incomplete = calls;
    incomplete.complete = false;
    variants[0].outcome = CASE_TIMED_OUT;
    variants[1].outcome = CASE_ABORTED;
    variants[2].repeated = true;
    variants[3].limit = "wall_s";
    variants[4].calls = &incomplete;
    variants[5].np = 1;
    for (size_t i = 0; i < ARRAY_LEN(variants); i++) {
        const struct capture *both[] = {&capture, &variants[i]};
        remembered_store(folder, KEY, &rubric, both);
        ck_assert_msg(!path_is_file(path), "variant %zu", i);
    }
}
END_TEST

static void overwrite(const char *bytes, size_t length) {
    FILE *file = fopen(path, "wbe");
    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(fwrite(bytes, 1, length, file), length);
    ck_assert_int_eq(fclose(file), 0);
}

START_TEST(a_damaged_file_is_not_there) {
    struct error error = {0};
    char *bytes;
    size_t length;
    remembered_store(folder, KEY, &rubric, captures);
    ck_assert_int_eq(file_read(arena, path, 1 << 20, ERROR_FAULT, &bytes, &length, &error), 0);
    for (size_t i = 0; i < length; i++) {
        bytes[i] ^= 1;
        overwrite(bytes, length);
        ck_assert_msg(!load(KEY), "byte %zu", i);
        bytes[i] ^= 1;
        overwrite(bytes, i);
        ck_assert_msg(!load(KEY), "cut at %zu", i);
    }
    overwrite(bytes, length);
    ck_assert(load(KEY));
}
END_TEST

START_TEST(a_file_of_another_key_or_rubric_is_not_there) {
    remembered_store(folder, KEY, &rubric, captures);
    ck_assert(!load(OTHER_KEY));
    ck_assert_int_eq(rename(path, path_join(arena, folder, OTHER_KEY ".json")), 0);
    ck_assert(!load(OTHER_KEY));
    remembered_store(folder, KEY, &rubric, captures);
    cases[1].np = NP + 1;
    ck_assert(!load(KEY));
    cases[1].np = NP;
    rubric.case_count = 1;
    ck_assert(!load(KEY));
}
END_TEST

START_TEST(only_a_folder_of_our_own_is_used) {
    ck_assert_int_eq(chmod(folder, 0777), 0);
    remembered_store(folder, KEY, &rubric, captures);
    ck_assert(!path_is_file(path));
    ck_assert_int_eq(chmod(folder, 0700), 0);
    remembered_store(folder, KEY, &rubric, captures);
    ck_assert(load(KEY));
    ck_assert_int_eq(chmod(folder, 0777), 0);
    ck_assert(!load(KEY));
    remembered_store("/dev/null/cache", KEY, &rubric, captures); /* says nothing */
}
END_TEST

START_TEST(the_oldest_are_forgotten) {
    for (int i = 0; i < 230; i++) {
        char name[80];
        (void)snprintf(name, sizeof name, "%064x.json", i);
        path = path_join(arena, folder, name);
        overwrite("", 0);
        const struct timespec times[2] = {{.tv_sec = 1000 + i}, {.tv_sec = 1000 + i}};
        ck_assert_int_eq(utimensat(AT_FDCWD, path, times, 0), 0);
    }
    path = path_join(arena, folder, "notes.json");
    overwrite("", 0);
    remembered_store(folder, KEY, &rubric, captures);
    size_t count = 0;
    DIR *names = opendir(folder);
    for (struct dirent *found; (found = readdir(names)) != NULL;)
        count += found->d_name[0] != '.';
    (void)closedir(names);
    ck_assert_uint_eq(count, 201); /* and the one that is not ours */
    ck_assert(path_is_file(path) && load(KEY));
    ck_assert(!path_is_file(path_join(arena, folder, arena_printf(arena, "%064x.json", 30))));
    ck_assert(path_is_file(path_join(arena, folder, arena_printf(arena, "%064x.json", 31))));
}
END_TEST

static struct submission_file source = {"ring.c", "aa"};
static struct submission program = {
    .source_count = 1, .sources = &source.path, .file_count = 1, .files = &source};

static const char *own = KEY;

static const char *key_with(const char *mpi) {
    const struct remembered_origin origin = {.rubric = &rubric,
                                             .program = &program,
                                             .mpi = mpi,
                                             .sandbox = "off",
                                             .own = own,
                                             .tool = "/bin/sh"};
    return remembered_key(arena, &origin);
}

static void check_changes(const char **ret_last) {
    const char *key = key_with("MPI 1");
    ck_assert_str_ne(key, *ret_last);
    *ret_last = key;
}

START_TEST(the_key_follows_from_everything) {
    const char *last = key_with("MPI 1");
    ck_assert_str_eq(last, key_with("MPI 1"));
    ck_assert_uint_eq(strlen(last), 64);
    ck_assert_str_ne(last, key_with("MPI 2"));
    source.sha256 = "bb";
    check_changes(&last);
    source.path = "other.c";
    check_changes(&last);
    rubric.limits.output_kb++;
    check_changes(&last);
    rubric.build_flags = (const char *const[]){"-lm", NULL};
    check_changes(&last);
    rubric.build_flags = (const char *const[]){"-l", "m", NULL};
    check_changes(&last);
    (void)snprintf(rubric.sha256, sizeof rubric.sha256, "%s", KEY);
    check_changes(&last);
    cases[0].np++;
    check_changes(&last);
    cases[0].args = (const char *const[]){"word", NULL};
    check_changes(&last);
    cases[0].input = "";
    check_changes(&last);
    cases[0].sends = SENDS_SYNCHRONOUS;
    check_changes(&last);
    cases[0].sleep_scale = 0.1;
    check_changes(&last);
    define.value++;
    check_changes(&last);
    own = fingerprint_own(arena, "/bin/sh", NULL);
    check_changes(&last);
    own = fingerprint_own(arena, "/bin/sh", "/bin/ls");
    check_changes(&last);
    own = fingerprint_own(arena, "/nonexistent", NULL);
    ck_assert_ptr_null(key_with("MPI 1"));
}
END_TEST

int main(void) {
    Suite *suite = suite_create("remembered");
    TCase *tcase = tcase_create("remembered");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, gives_back_what_was_stored);
    tcase_add_test(tcase, gives_back_the_calls);
    tcase_add_test(tcase, what_did_not_end_well_is_not_remembered);
    tcase_add_test(tcase, a_damaged_file_is_not_there);
    tcase_add_test(tcase, a_file_of_another_key_or_rubric_is_not_there);
    tcase_add_test(tcase, only_a_folder_of_our_own_is_used);
    tcase_add_test(tcase, the_oldest_are_forgotten);
    tcase_add_test(tcase, the_key_follows_from_everything);
    suite_add_tcase(suite, tcase);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
