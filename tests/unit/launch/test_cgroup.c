/* SPDX-License-Identifier: MIT */
/* Control groups, on a machine that lets us make some; elsewhere there must be a reason. */
#include "launch/cgroup.h"

#include "base/files.h"
#include "base/process.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct arena *arena;
static int parent;

/* Runs a shell's words in a group of 64 MiB and 8 processes; what the kernel had to enforce. */
static const char *limit_of(const char *script) {
    const char *const argv[] = {"sh", "-c", script, NULL};
    struct process process = PROCESS(argv);
    struct cgroup group = CGROUP_NONE;
    struct process_end end;
    struct error error = {0};
    ck_assert_msg(cgroup_make(parent, 64, 8, &group, &error) == 0, "%s", error.message);
    process.cgroup = group.folder;
    ck_assert_msg(process_run(&process, 60000, NULL, NULL, &end, &error) == 0, "%s", error.message);
    const char *met = cgroup_limit_met(&group);
    cgroup_done(&group);
    ck_assert_int_eq(group.folder, -1);
    return met;
}

START_TEST(the_kernel_tells_which_limit_was_met) {
    ck_assert_ptr_null(limit_of("true"));
    ck_assert_str_eq(limit_of("head -c 200000000 /dev/zero | tail -c 199999999"), "memory_mb");
    ck_assert_str_eq(limit_of("for i in 1 2 3 4 5 6 7 8 9 10; do sleep 100 & done"), "processes");
}
END_TEST

START_TEST(a_group_is_gone_with_all_that_was_in_it) {
    struct cgroup group = CGROUP_NONE;
    struct error error = {0};
    const char *const argv[] = {"sleep", "100", NULL};
    struct process process = PROCESS(argv);
    pid_t pid;
    ck_assert_int_eq(cgroup_make(parent, 64, 8, &group, &error), 0);
    process.cgroup = group.folder;
    ck_assert_int_eq(process_spawn(&process, &pid, &error), 0);
    const char *path = arena_printf(arena, "/proc/self/fd/%d/%s", parent, group.name);
    ck_assert(path_is_folder(path));
    cgroup_done(&group);
    ck_assert(!path_is_folder(path));
}
END_TEST

START_TEST(no_group_is_no_limit) {
    struct cgroup none = CGROUP_NONE;
    ck_assert_ptr_null(cgroup_limit_met(&none));
    cgroup_done(&none);
}
END_TEST

int main(void) {
    arena = arena_new();
    const char *reason = NULL;
    parent = cgroup_open(arena, &reason);
    Suite *suite = suite_create("cgroup");
    TCase *cases = tcase_create("cgroup");
    tcase_add_test(cases, no_group_is_no_limit);
    if (parent >= 0) {
        tcase_add_test(cases, the_kernel_tells_which_limit_was_met);
        tcase_add_test(cases, a_group_is_gone_with_all_that_was_in_it);
    } else {
        (void)printf("no control groups are tried here: %s\n", reason);
    }
    suite_add_tcase(suite, cases);
    SRunner *runner = srunner_create(suite);
    srunner_set_fork_status(runner, CK_NOFORK); /* the group's members are our children */
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    arena_free(arena);
    return failed == 0 && (parent >= 0 || reason != NULL) ? EXIT_SUCCESS : EXIT_FAILURE;
}
