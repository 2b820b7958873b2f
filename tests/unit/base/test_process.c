/* SPDX-License-Identifier: MIT */
#include "base/process.h"

#include "base/files.h"

#include <check.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define LONG_MS 60000 /* longer than anything here takes on a loaded machine */

static struct process_end run_shell(const char *script, int64_t wall_ms, struct bytes *out,
                                    struct bytes *err) {
    const char *argv[] = {"sh", "-c", script, NULL};
    const char *envp[] = {"PATH=/usr/bin:/bin", "GREETING=hello", NULL};
    struct process process = PROCESS(argv);
    process.envp = envp;
    struct process_end end;
    struct error error = {0};
    ck_assert_int_eq(process_run(&process, wall_ms, out, err, &end, &error), 0);
    return end;
}

START_TEST(collects_output_and_status) {
    BYTES_AUTO out = {.cap = 100};
    BYTES_AUTO err = {.cap = 100};
    struct process_end end = run_shell("echo $GREETING; echo no >&2; exit 3", LONG_MS, &out, &err);
    ck_assert_int_eq(end.exit_code, 3);
    ck_assert_int_eq(end.signal, 0);
    ck_assert(!end.timed_out);
    ck_assert_str_eq(bytes_text(&out), "hello\n");
    ck_assert_str_eq(bytes_text(&err), "no\n");
}
END_TEST

START_TEST(mixes_streams_in_one_buffer) {
    BYTES_AUTO both = {.cap = 100};
    struct process_end end = run_shell("echo a; echo b >&2; echo c", LONG_MS, &both, &both);
    ck_assert_int_eq(end.exit_code, 0);
    ck_assert_str_eq(bytes_text(&both), "a\nb\nc\n");
}
END_TEST

START_TEST(counts_what_is_over_the_cap) {
    BYTES_AUTO out = {.cap = 10};
    struct process_end end = run_shell("head -c 3000000 /dev/zero", LONG_MS, &out, NULL);
    ck_assert_int_eq(end.exit_code, 0);
    ck_assert_uint_eq(out.length, 10);
    ck_assert_uint_eq(out.dropped, 2999990);
}
END_TEST

START_TEST(tells_a_signal) {
    struct process_end end = run_shell("kill -SEGV $$", LONG_MS, NULL, NULL);
    ck_assert_int_eq(end.exit_code, -1);
    ck_assert_int_eq(end.signal, SIGSEGV);
}
END_TEST

/* A killed process may stay as a zombie until its new parent looks. */
static bool is_alive(const char *pid) {
    ARENA_AUTO arena = arena_new();
    char *status;
    size_t length;
    char *path = arena_printf(arena, "/proc/%d/status", atoi(pid));
    return file_read(arena, path, 65536, ERROR_FAULT, &status, &length, NULL) == 0 &&
           strstr(status, "\nState:\tZ") == NULL;
}

START_TEST(kills_the_group_when_the_time_is_over) {
    BYTES_AUTO out = {.cap = 100};
    struct process_end end =
        run_shell("trap '' TERM; sleep 1000 & echo $!; sleep 1000", 300, &out, NULL);
    ck_assert(end.timed_out);
    ck_assert_int_eq(end.signal, SIGKILL);
    while (is_alive(bytes_text(&out))) /* the kill is sent; it may take its time */
        (void)usleep(1000);
}
END_TEST

START_TEST(does_not_wait_for_daemons_that_hold_the_pipe) {
    BYTES_AUTO out = {.cap = 100};
    struct process_end end = run_shell("setsid sleep 5 & echo started", LONG_MS, &out, NULL);
    ck_assert_int_eq(end.exit_code, 0);
    ck_assert_str_eq(bytes_text(&out), "started\n");
}
END_TEST

START_TEST(gives_only_three_descriptors) {
    FD_AUTO leak = open("/dev/null", O_RDONLY | O_CLOEXEC);
    ck_assert_int_ge(leak, 0);
    BYTES_AUTO out = {.cap = 100};
    /* The 3 is the folder that ls itself reads. */
    run_shell("exec ls -m /proc/self/fd", LONG_MS, &out, NULL);
    ck_assert_str_eq(bytes_text(&out), "0, 1, 2, 3\n");
}
END_TEST

START_TEST(says_what_cannot_be_started) {
    const char *argv[] = {"mpigrade-no-such-program", NULL};
    struct process process = PROCESS(argv);
    struct error error = {0};
    pid_t pid;
    ck_assert_int_eq(process_spawn(&process, &pid, &error), -1);
    ck_assert_int_eq(error.kind, ERROR_FAULT);
    ck_assert_ptr_nonnull(strstr(error.message, "mpigrade-no-such-program"));
}
END_TEST

int main(void) {
    Suite *suite = suite_create("process");
    TCase *cases = tcase_create("process");
    tcase_set_timeout(cases, 120);
    tcase_add_test(cases, collects_output_and_status);
    tcase_add_test(cases, mixes_streams_in_one_buffer);
    tcase_add_test(cases, counts_what_is_over_the_cap);
    tcase_add_test(cases, tells_a_signal);
    tcase_add_test(cases, kills_the_group_when_the_time_is_over);
    tcase_add_test(cases, does_not_wait_for_daemons_that_hold_the_pipe);
    tcase_add_test(cases, gives_only_three_descriptors);
    tcase_add_test(cases, says_what_cannot_be_started);
    suite_add_tcase(suite, cases);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
