/* SPDX-License-Identifier: MIT */
/* Which calls of a case a report keeps for its diagram. */
#include "report/value.h"

#include <check.h>
#include <stdlib.h>

enum { RANKS = 3, EACH = 300, KEPT = 400 };

static struct call_event events[RANKS][EACH];

/* Every rank begins MPI, then sends without end; call i of rank r begins at 10 * i + r. */
static struct call_log endless_log(struct rank_calls *ranks) {
    for (int rank = 0; rank < RANKS; rank++) {
        for (int i = 0; i < EACH; i++) {
            uint64_t enter = (uint64_t)(10 * i + rank) * 1000;
            events[rank][i] = (struct call_event){.kind = i == 0 ? EVENT_INIT : EVENT_SEND,
                                                  .call = i == 0 ? "MPI_Init" : "MPI_Send",
                                                  .blocking = true,
                                                  .peer = CALLS_ANY,
                                                  .tag = CALLS_NONE,
                                                  .match_rank = -1,
                                                  .enter_ns = enter,
                                                  .leave_ns = enter + 1};
        }
        ranks[rank] = (struct rank_calls){
            .event_count = EACH, .events = events[rank], .events_dropped = rank == 2 ? 7 : 0};
    }
    return (struct call_log){.np = RANKS, .ranks = ranks};
}

static json_int_t number_of(const json_t *event, const char *key) {
    return json_integer_value(json_object_get(event, key));
}

/* The events of a log, after it was found how many were left out. */
static json_t *kept_events(const struct call_log *log, json_int_t left_out) {
    json_t *value = value_object();
    report_set_events(value, log);
    ck_assert_int_eq(number_of(value, "events_left_out"), left_out);
    json_t *kept = json_incref(json_object_get(value, "events"));
    json_decref(value);
    return kept;
}

/* That each rank's are those from `first` on, and that all ranks have their share. */
static void expect_share(const json_t *kept, int first) {
    size_t i;
    json_t *event;
    json_int_t next[RANKS] = {first, first, first}, rank = 0;
    json_array_foreach(kept, i, event) {
        ck_assert_int_ge(number_of(event, "rank"), rank);
        rank = number_of(event, "rank");
        ck_assert_int_eq(number_of(event, "index"), next[rank]++);
    }
    for (int one = 0; one < RANKS; one++)
        ck_assert_int_ge(next[one] - first, KEPT / RANKS);
}

START_TEST(of_too_many_the_first_are_kept_of_all_ranks) {
    struct rank_calls ranks[RANKS];
    struct call_log log = endless_log(ranks);
    json_t *kept = kept_events(&log, RANKS * (EACH - 1) - KEPT + 7);
    ck_assert_uint_eq(json_array_size(kept), KEPT);
    expect_share(kept, 1);
    json_decref(kept);
}
END_TEST

START_TEST(of_a_deadlock_the_last_are_kept) {
    struct rank_calls ranks[RANKS];
    struct call_log log = endless_log(ranks);
    const struct deadlock deadlock = {.count = 0};
    log.deadlock = &deadlock;
    events[0][EACH - 1].leave_ns = 0;
    json_t *kept = kept_events(&log, RANKS * (EACH - 1) - KEPT + 7);
    const json_t *event = json_array_get(kept, 132);
    ck_assert_uint_eq(json_array_size(kept), KEPT);
    ck_assert_int_eq(number_of(event, "index"), EACH - 1);
    ck_assert_ptr_null(json_object_get(event, "leave_us"));
    json_decref(kept);
}
END_TEST

START_TEST(a_way_in_is_told_when_it_has_no_end) {
    struct rank_calls ranks[RANKS];
    struct call_log log = endless_log(ranks);
    for (int rank = 0; rank < RANKS; rank++)
        ranks[rank].event_count = 1;
    ranks[2].events_dropped = 0;
    events[1][0].leave_ns = 0;
    json_t *kept = kept_events(&log, 0);
    ck_assert_uint_eq(json_array_size(kept), 1);
    ck_assert_int_eq(number_of(json_array_get(kept, 0), "rank"), 1);
    json_decref(kept);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("events");
    TCase *tests = tcase_create("events");
    tcase_add_test(tests, of_too_many_the_first_are_kept_of_all_ranks);
    tcase_add_test(tests, of_a_deadlock_the_last_are_kept);
    tcase_add_test(tests, a_way_in_is_told_when_it_has_no_end);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
