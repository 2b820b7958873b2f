/* SPDX-License-Identifier: MIT */
#include "base/arena.h"

#include <check.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

START_TEST(gives_zeroed_aligned_memory_of_any_size) {
    ARENA_AUTO arena = arena_new();
    for (size_t size = 0; size < 100000; size = size * 3 + 1) {
        unsigned char *bytes = arena_alloc(arena, size);
        ck_assert_uint_eq((uintptr_t)bytes % sizeof(max_align_t *), 0);
        for (size_t i = 0; i < size; i++)
            ck_assert_uint_eq(bytes[i], 0);
        if (size > 0)
            memset(bytes, 0xff, size);
    }
}
END_TEST

START_TEST(push_keeps_what_was_there) {
    ARENA_AUTO arena = arena_new();
    int *numbers = NULL;
    size_t count = 0, capacity = 0;
    for (int i = 0; i < 1000; i++)
        *(int *)arena_push(arena, &numbers, &count, &capacity, sizeof *numbers) = i;
    ck_assert_uint_eq(count, 1000);
    for (int i = 0; i < 1000; i++)
        ck_assert_int_eq(numbers[i], i);
}
END_TEST

START_TEST(formats_and_copies) {
    ARENA_AUTO arena = arena_new();
    ck_assert_str_eq(arena_printf(arena, "rank %d", 3), "rank 3");
    ck_assert_str_eq(arena_strndup(arena, "ring.c", 4), "ring");
    ck_assert_ptr_null(arena_strdup(arena, NULL));
}
END_TEST

int main(void) {
    Suite *suite = suite_create("arena");
    TCase *cases = tcase_create("arena");
    tcase_add_test(cases, gives_zeroed_aligned_memory_of_any_size);
    tcase_add_test(cases, push_keeps_what_was_there);
    tcase_add_test(cases, formats_and_copies);
    suite_add_tcase(suite, cases);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
