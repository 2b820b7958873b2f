/* SPDX-License-Identifier: MIT */
#include "base/files.h"
#include "launch/slots.h"

#include <check.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static struct slots slots = SLOTS_NONE;
static struct error error;
static struct shared { atomic_int running, most, turns; } * shared;

static void setup(void) {
    ck_assert_int_eq(slots_open(&slots, 8, &error), 0);
    shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    ck_assert_ptr_ne(shared, MAP_FAILED);
}

static void teardown(void) {
    slots_close(&slots);
    (void)munmap(shared, sizeof *shared);
}

/* Takes and gives back, again and again; notes how many slots were held at most. */
static void work(int want) {
    for (int i = 0; i < 30; i++) {
        int held;
        if (slots_take(&slots, want, &held, NULL) != 0)
            _exit(1);
        int count = want > 8 ? 8 : want;
        int now = atomic_fetch_add(&shared->running, count) + count;
        int most = atomic_load(&shared->most);
        while (now > most && !atomic_compare_exchange_weak(&shared->most, &most, now))
            ;
        (void)usleep(500);
        (void)atomic_fetch_sub(&shared->running, count);
        (void)atomic_fetch_add(&shared->turns, 1);
        slots_give(&slots, &held);
    }
    _exit(0);
}

START_TEST(never_more_than_there_are_and_nobody_starves) {
    const int wants[] = {1, 1, 2, 3, 4, 8, 20};
    for (size_t i = 0; i < ARRAY_LEN(wants); i++)
        if (fork() == 0)
            work(wants[i]);
    for (size_t i = 0; i < ARRAY_LEN(wants); i++) {
        int status;
        ck_assert_int_gt(wait(&status), 0);
        ck_assert_int_eq(status, 0);
    }
    ck_assert_int_le(atomic_load(&shared->most), 8);
    ck_assert_int_eq(atomic_load(&shared->turns), 7 * 30);
}
END_TEST

START_TEST(killed_holders_give_back) {
    pid_t holder = fork();
    if (holder == 0) {
        int held;
        if (slots_take(&slots, 8, &held, NULL) == 0)
            atomic_store(&shared->turns, 1);
        (void)pause();
        _exit(0);
    }
    while (atomic_load(&shared->turns) == 0)
        (void)usleep(1000);
    ck_assert_int_eq(kill(holder, SIGKILL), 0);
    int held; /* waits until the kernel has given them back */
    ck_assert_int_eq(slots_take(&slots, 8, &held, &error), 0);
    slots_give(&slots, &held);
    ck_assert_int_eq(waitpid(holder, NULL, 0), holder);
}
END_TEST

/* Whether so many slots can be had beside what is held. */
static bool fits(int want) {
    pid_t taker = fork();
    if (taker == 0) {
        int held;
        (void)signal(SIGALRM, SIG_DFL); /* not the handler of the test's runner */
        (void)alarm(1);
        _exit(slots_take(&slots, want, &held, NULL));
    }
    int status;
    ck_assert_int_eq(waitpid(taker, &status, 0), taker);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

START_TEST(too_much_at_a_time_becomes_less) {
    struct slots wide = SLOTS_NONE;
    int held, more;
    ck_assert_int_eq(slots_open(&wide, SLOTS_MOST, &error), 0);
    slots_narrow(&wide); /* 512 */
    ck_assert_int_eq(slots_take(&wide, 400, &held, &error), 0);
    slots_close(&slots);
    slots = wide;
    ck_assert(fits(112));
    ck_assert(!fits(113));
    slots_give(&slots, &held);
    ck_assert_int_eq(slots_take(&slots, SLOTS_ALL, &more, &error), 0);
    ck_assert(!fits(1));
    slots_give(&slots, &more);
    for (int i = 0; i < 20; i++) /* some are always left */
        slots_narrow(&slots);
    ck_assert(fits(2));
}
END_TEST

START_TEST(without_slots_nobody_waits) {
    const struct slots none = SLOTS_NONE;
    int held = 7;
    ck_assert_int_eq(slots_take(&none, 100, &held, &error), 0);
    ck_assert_int_eq(held, -1);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("slots");
    TCase *tests = tcase_create("slots");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, never_more_than_there_are_and_nobody_starves);
    tcase_add_test(tests, killed_holders_give_back);
    tcase_add_test(tests, too_much_at_a_time_becomes_less);
    tcase_add_test(tests, without_slots_nobody_waits);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
