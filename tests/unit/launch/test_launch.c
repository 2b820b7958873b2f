/* SPDX-License-Identifier: MIT */
/* Real runs of subject.c under mpirun, in the sandbox where this machine has one. */
#include "launch/launch.h"

#include "base/files.h"
#include "capture/calls.h"

#include <check.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct arena *arena; /* of the whole program: the subject is built once */
static struct launcher *launcher;
static char *folder;

static int build_subject(struct error *error) {
    folder = tree_make(arena, "mpigrade-test", error);
    const char *mpicc = launcher_find(launcher, TOOL_MPICC, error);
    if (folder == NULL || mpicc == NULL)
        return -1;
    const char *command[] = {mpicc, "-g", "-o", TOOL_OUTPUT "/subject", "subject.c", NULL};
    struct tool_request request = {.folder = path_folder(arena, __FILE__),
                                   .output = folder,
                                   .command = command,
                                   .limits = limits_default,
                                   .output_cap = 10000};
    struct tool_result result;
    if (launch_tool(launcher, &request, arena, &result, error) < 0)
        return -1;
    return result.exit_code == 0 ? 0 : error_set(error, ERROR_FAULT, "%s", result.output);
}

/* Runs with limits that a loaded machine meets, too. */
static struct launch_request request_of(const char *behaviour) {
    static const char *command[] = {LAUNCH_FOLDER "/subject", NULL};
    const char **args = arena_array(arena, 2, sizeof *args);
    args[0] = behaviour;
    struct launch_request request = {.case_id = behaviour,
                                     .np = 4,
                                     .folder = folder,
                                     .command = command,
                                     .args = args,
                                     .limits = limits_default,
                                     .once = true};
    request.limits.wall_s = request.limits.cpu_s = 60;
    return request;
}

static struct capture *run(struct launch_request request) {
    struct error error = {0};
    struct capture *capture = NULL;
    int result = launch_case(launcher, &request, arena, &capture, &error);
    ck_assert_msg(result == 0, "%s", error.message);
    return capture;
}

static void expect_outcome(const struct capture *capture, enum case_outcome outcome, int culprit) {
    ck_assert_msg(capture->outcome == outcome, "%s: %s", case_outcome_key(capture->outcome),
                  capture->launcher_text);
    ck_assert_int_eq(capture->culprit, culprit);
}

START_TEST(healthy) {
    struct capture *capture = run(request_of("hello"));
    expect_outcome(capture, CASE_FINISHED, -1);
    ck_assert_int_eq(capture->status, 0);
    ck_assert_str_eq(capture->launcher_text, "");
    for (int r = 0; r < 4; r++) {
        const struct rank_capture *rank = &capture->ranks[r];
        const char *host = launcher_unenforced(launcher) == NULL ? "mpi-node" : "";
        const char *line = arena_printf(arena, "rank %d of 4 on %s", r, host);
        ck_assert_msg(strncmp(rank->out.head, line, strlen(line)) == 0, "%s", rank->out.head);
        ck_assert_ptr_nonnull(strstr(rank->out.head, ", sum 6\n"));
        ck_assert_str_eq(rank->err.head, "");
        ck_assert(rank->started && rank->ended);
        ck_assert_int_eq(rank->exit_code, 0);
        ck_assert_int_gt(rank->cpu_us, 0);
        ck_assert_int_gt(rank->peak_bytes, 1 << 20);
    }
}
END_TEST

START_TEST(many_ranks) {
    struct launch_request request = request_of("hello");
    request.np = 17;
    struct capture *capture = run(request);
    expect_outcome(capture, CASE_FINISHED, -1);
    ck_assert_int_eq(strncmp(capture->ranks[16].out.head, "rank 16 of 17", 13), 0);
}
END_TEST

START_TEST(programs_without_mpi) {
    struct capture *capture = run(request_of("never_calls_mpi"));
    expect_outcome(capture, CASE_FINISHED, -1);
}
END_TEST

START_TEST(a_crash_lets_the_others_speak) {
    struct capture *capture = run(request_of("rank1_crashes"));
    expect_outcome(capture, CASE_CRASHED, 1);
    ck_assert_int_eq(capture->ranks[1].signal, SIGSEGV);
    ck_assert_str_eq(capture->ranks[1].out.head, "before\n");
    ck_assert_str_eq(capture->ranks[1].err.head, "");
    ck_assert_str_eq(capture->ranks[0].out.head, "before\nafter\n");
    ck_assert(!capture->ranks[0].ended);
}
END_TEST

START_TEST(a_crash_after_output_is_repeated) {
    struct launch_request request = request_of("rank1_crashes");
    request.once = false;
    struct capture *capture = run(request);
    expect_outcome(capture, CASE_CRASHED, 1);
    ck_assert(capture->repeated);
}
END_TEST

START_TEST(exit_status) {
    struct capture *capture = run(request_of("rank2_exits_3"));
    expect_outcome(capture, CASE_ABORTED, 2);
    ck_assert_int_eq(capture->ranks[2].exit_code, 3);
}
END_TEST

START_TEST(mpi_abort) {
    struct capture *capture = run(request_of("rank1_aborts"));
    expect_outcome(capture, CASE_ABORTED, 1);
    ck_assert_int_eq(capture->ranks[1].exit_code, 7);
    expect_outcome(run(request_of("rank1_aborts_with_0")), CASE_ABORTED, 1);
}
END_TEST

START_TEST(mpi_error) {
    struct capture *capture = run(request_of("sends_to_nobody"));
    expect_outcome(capture, CASE_ABORTED, 1);
}
END_TEST

START_TEST(endless_loop) {
    struct launch_request request = request_of("loops");
    request.limits.wall_s = 1;
    request.once = false;
    struct capture *capture = run(request);
    expect_outcome(capture, CASE_TIMED_OUT, -1);
    ck_assert_str_eq(capture->limit, "wall_s");
    ck_assert(capture->repeated);
    ck_assert(!capture->ranks[0].ended);
}
END_TEST

START_TEST(endless_loop_that_ignores_sigterm) {
    struct launch_request request = request_of("ignores_sigterm");
    request.limits.wall_s = 1;
    struct capture *capture = run(request);
    expect_outcome(capture, CASE_TIMED_OUT, -1);
}
END_TEST

START_TEST(cpu_limit) {
    struct launch_request request = request_of("burns_cpu");
    request.limits.cpu_s = 1;
    struct capture *capture = run(request);
    expect_outcome(capture, CASE_LIMIT_EXCEEDED, 0);
    ck_assert_str_eq(capture->limit, "cpu_s");
}
END_TEST

START_TEST(memory_limit) {
    struct launch_request request = request_of("eats_memory");
    request.limits.memory_mb = 200;
    struct capture *capture = run(request);
    expect_outcome(capture, CASE_LIMIT_EXCEEDED, 1);
    ck_assert_str_eq(capture->limit, "memory_mb");
}
END_TEST

START_TEST(file_limit) {
    struct launch_request request = request_of("grows_a_file");
    request.limits.file_mb = 16;
    request.np = 1;
    struct capture *capture = run(request);
    expect_outcome(capture, CASE_LIMIT_EXCEEDED, 0);
    ck_assert_str_eq(capture->limit, "file_mb");
}
END_TEST

START_TEST(fork_bomb) {
    if (launcher_unenforced(launcher) != NULL)
        return; /* the limit on processes needs the sandbox */
    struct launch_request request = request_of("forks_forever");
    request.np = 2;
    struct capture *capture = run(request);
    expect_outcome(capture, CASE_LIMIT_EXCEEDED, 1);
    ck_assert_str_eq(capture->limit, "processes");
}
END_TEST

START_TEST(floods_keep_head_and_tail) {
    struct launch_request request = request_of("floods");
    request.np = 2;
    struct capture *capture = run(request);
    expect_outcome(capture, CASE_FINISHED, -1);
    const struct stream *out = &capture->ranks[0].out;
    const size_t half = (size_t)request.limits.output_kb * 1024 / 2;
    ck_assert_uint_eq(out->head_length, half);
    ck_assert_uint_eq(out->tail_length, half);
    ck_assert_uint_eq(out->dropped, 3200 * 65536 + strlen("the end\n") - 2 * half);
    ck_assert_str_eq(out->tail + half - strlen("xthe end\n"), "xthe end\n");
    ck_assert_uint_gt(capture->ranks[1].err.dropped, 0);
    ck_assert_str_eq(capture->ranks[1].out.head, "the end\n");
}
END_TEST

START_TEST(absurd_floods_are_ended) {
    struct launch_request request = request_of("floods");
    request.np = 2;
    request.limits.output_kb = 16;
    struct capture *capture = run(request);
    ck_assert_int_eq(capture->outcome, CASE_LIMIT_EXCEEDED);
    ck_assert_str_eq(capture->limit, "output_kb");
}
END_TEST

START_TEST(any_bytes) {
    struct capture *capture = run(request_of("nul_bytes"));
    expect_outcome(capture, CASE_FINISHED, -1);
    ck_assert_uint_eq(capture->ranks[3].out.head_length, 5);
    ck_assert_mem_eq(capture->ranks[3].out.head, "a\0b\xff\n", 6);
    capture = run(request_of("half_line"));
    ck_assert_str_eq(capture->ranks[3].out.head, "no newline from 3");
}
END_TEST

START_TEST(closed_streams) {
    struct capture *capture = run(request_of("closes_streams"));
    expect_outcome(capture, CASE_FINISHED, -1);
}
END_TEST

START_TEST(daemons_are_not_waited_for) {
    struct capture *capture = run(request_of("leaves_a_daemon"));
    expect_outcome(capture, CASE_FINISHED, -1);
    ck_assert_str_eq(capture->ranks[2].out.head, "left\n");
    ck_assert_int_lt(capture->wall_us, 500 * 1000000LL); /* it sleeps for 1000 s */
}
END_TEST

START_TEST(streams_stay_apart) {
    struct capture *capture = run(request_of("speaks_on_stderr"));
    expect_outcome(capture, CASE_FINISHED, -1);
    ck_assert_str_eq(capture->ranks[2].out.head, "");
    ck_assert_str_eq(capture->ranks[2].err.head, "warning from 2\n");
}
END_TEST

START_TEST(input_goes_to_rank_0) {
    struct launch_request request = request_of("echoes_input");
    request.input = "one\ntwo\n";
    request.input_length = 8;
    struct capture *capture = run(request);
    expect_outcome(capture, CASE_FINISHED, -1);
    ck_assert_str_eq(capture->ranks[0].out.head, "got one\ngot two\nend\n");
    ck_assert_str_eq(capture->ranks[1].out.head, "end\n");
}
END_TEST

START_TEST(walls) {
    if (launcher_unenforced(launcher) != NULL)
        return;
    ck_assert_int_eq(setenv("MPIGRADE_TEST_SECRET", "1", 1), 0);
    struct capture *capture = run(request_of("looks_around"));
    expect_outcome(capture, CASE_FINISHED, -1);
    for (int r = 0; r < 4; r++)
        ck_assert_str_eq(capture->ranks[r].out.head, "");
}
END_TEST

START_TEST(a_killed_agent_loses_no_output) {
    struct capture *capture = run(request_of("kills_its_agent"));
    expect_outcome(capture, CASE_ABORTED, 1);
    ck_assert_str_eq(capture->ranks[1].out.head, "farewell\n");
    ck_assert(!capture->ranks[1].ended);
}
END_TEST

START_TEST(a_program_that_cannot_start_is_our_fault) {
    struct launch_request request = request_of("hello");
    request.command = (const char *const[]){LAUNCH_FOLDER "/missing", NULL};
    struct capture *capture = NULL;
    struct error error = {0};
    ck_assert_int_eq(launch_case(launcher, &request, arena, &capture, &error), -1);
    ck_assert_int_eq(error.kind, ERROR_FAULT);
    ck_assert_ptr_nonnull(strstr(error.message, "missing"));
}
END_TEST

/* ---- the observer ---- */

struct seen {
    char *file;
    int prepared, ticks, started, crashed;
};

static const char *prepare(void *context, const char *run_folder, int np, struct error *error) {
    struct seen *seen = context;
    seen->prepared += np;
    seen->file = path_join(arena, run_folder, "watch");
    return file_write(seen->file, "", 0, error) == 0 ? "watch" : NULL;
}

static void ended(void *context, int rank, bool crashed) {
    struct seen *seen = context;
    if (crashed)
        seen->crashed = rank;
}

static enum observed tick(void *context, const pid_t *pids, int *ret_rest_ms) {
    struct seen *seen = context;
    seen->ticks++;
    seen->started = 0;
    for (int r = 0; r < 4; r++)
        seen->started += pids[r] > 0 && kill(pids[r], 0) == 0;
    *ret_rest_ms = 5;
    return seen->ticks > 20 && seen->started == 4 ? OBSERVED_DEADLOCK : OBSERVED_NOTHING;
}

static const struct call_log *collect(void *context, struct arena *of,
                                      const struct capture *capture) {
    struct seen *seen = context;
    ck_assert(path_is_file(seen->file)); /* the folder is still there */
    ck_assert_int_eq(capture->outcome, CASE_DEADLOCKED);
    return arena_alloc(of, sizeof(struct call_log));
}

START_TEST(an_observer_can_end_a_case) {
    struct seen seen = {0};
    struct observer observer = {&seen, prepare, ended, tick, collect};
    struct launch_request request = request_of("loops");
    request.observer = &observer;
    struct capture *capture = run(request);
    expect_outcome(capture, CASE_DEADLOCKED, -1);
    ck_assert_ptr_nonnull(capture->calls);
    ck_assert_int_eq(seen.prepared, 4);
    ck_assert(!path_is_file(seen.file));
}
END_TEST

START_TEST(an_observer_is_told_of_crashes) {
    struct seen seen = {0};
    struct observer observer = {.context = &seen, .ended = ended};
    struct launch_request request = request_of("rank1_crashes");
    request.observer = &observer;
    expect_outcome(run(request), CASE_CRASHED, 1);
    ck_assert_int_eq(seen.crashed, 1);
}
END_TEST

static bool may_skip(void) {
    const char *must = getenv("MPIGRADE_SANDBOX_MUST_WORK");
    return must == NULL || strcmp(must, "1") != 0;
}

static Suite *suite(void) {
    Suite *tests = suite_create("launch");
    TCase *cases = tcase_create("launch");
    tcase_set_timeout(cases, 280);
    tcase_add_test(cases, healthy);
    tcase_add_test(cases, many_ranks);
    tcase_add_test(cases, programs_without_mpi);
    tcase_add_test(cases, a_crash_lets_the_others_speak);
    tcase_add_test(cases, a_crash_after_output_is_repeated);
    tcase_add_test(cases, exit_status);
    tcase_add_test(cases, mpi_abort);
    tcase_add_test(cases, mpi_error);
    tcase_add_test(cases, endless_loop);
    tcase_add_test(cases, endless_loop_that_ignores_sigterm);
    tcase_add_test(cases, cpu_limit);
    tcase_add_test(cases, memory_limit);
    tcase_add_test(cases, file_limit);
    tcase_add_test(cases, fork_bomb);
    tcase_add_test(cases, floods_keep_head_and_tail);
    tcase_add_test(cases, absurd_floods_are_ended);
    tcase_add_test(cases, any_bytes);
    tcase_add_test(cases, closed_streams);
    tcase_add_test(cases, daemons_are_not_waited_for);
    tcase_add_test(cases, streams_stay_apart);
    tcase_add_test(cases, input_goes_to_rank_0);
    tcase_add_test(cases, walls);
    tcase_add_test(cases, a_killed_agent_loses_no_output);
    tcase_add_test(cases, a_program_that_cannot_start_is_our_fault);
    tcase_add_test(cases, an_observer_can_end_a_case);
    tcase_add_test(cases, an_observer_is_told_of_crashes);
    suite_add_tcase(tests, cases);
    return tests;
}

static int run_all(enum sandbox_mode mode) {
    struct launcher_options options = {.sandbox = mode};
    struct error error = {0};
    launcher = launcher_new(&options, &error);
    if (launcher == NULL || build_subject(&error) < 0) {
        (void)fprintf(stderr, "%s\n", error.message);
        return 1;
    }
    SRunner *runner = srunner_create(suite());
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    (void)tree_remove(folder, NULL);
    launcher_free(launcher);
    return failed;
}

int main(void) {
    arena = arena_new();
    int failed = run_all(may_skip() ? SANDBOX_AUTO : SANDBOX_REQUIRE);
    failed += run_all(SANDBOX_OFF);
    arena_free(arena);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
