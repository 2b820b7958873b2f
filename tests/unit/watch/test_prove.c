/* SPDX-License-Identifier: MIT */
/* The prover over records that the test writes in place of ranks: every state is exact, no time
 * passes, nothing is luck. */
enum { RING = 256 };

#include "tell.h"

START_TEST(two_receives_are_a_deadlock) {
    begin(2);
    enter(0, CALL_Recv, 1, 0, 1);
    ck_assert(!watch_tick(watch)); /* rank 1 may still send */
    enter(1, CALL_Recv, 0, 0, 1);
    ck_assert(watch_tick(watch));
    ARENA_AUTO arena = arena_new();
    const struct call_log *log = watch_finish(watch, arena, NULL, NULL);
    ck_assert_uint_eq(log->deadlock->count, 2);
    ck_assert_str_eq(log->deadlock->ranks[1].call, "MPI_Recv");
    ck_assert_int_eq(log->deadlock->ranks[1].needs[0], 0);
    end();
}
END_TEST

START_TEST(a_message_on_its_way_is_no_deadlock) {
    begin(2);
    enter(0, CALL_Send, 1, 5, 1);
    leave(0, WATCH_NULL, WATCH_NULL);
    enter(0, CALL_Recv, 1, 0, 1);
    enter(1, CALL_Recv, 0, 5, 1);
    ck_assert(!watch_tick(watch));
    leave(1, 0, 5);
    enter(1, CALL_Recv, 0, 5, 1);
    ck_assert(watch_tick(watch));
    end();
}
END_TEST

START_TEST(what_is_said_again_counts_again) {
    begin(2);
    uint8_t receive = put_remembered(0, (struct watch_record){.kind = RECORD_ENTER,
                                                              .call = CALL_Recv,
                                                              .comm = COMM_WORLD,
                                                              .call_ = {.peer = 1, .count = 1}});
    enter(1, CALL_Send, 0, 0, 1);
    leave(1, WATCH_NULL, WATCH_NULL);
    uint8_t left = put_remembered(
        0, (struct watch_record){.kind = RECORD_LEAVE, .leave = {.source = 1, .bytes = 4}});
    enter(1, CALL_Send, 0, 0, 1);
    leave(1, WATCH_NULL, WATCH_NULL);
    put_cell(0, RECORD_AGAIN, receive, 0);
    put_cell(0, RECORD_NONE, 0, 0);
    put_cell(0, RECORD_AGAIN, left, 0);
    enter(1, CALL_Recv, 0, 0, 1);
    ck_assert(!watch_tick(watch));
    put_cell(0, RECORD_AGAIN, receive, 0); /* now nobody sends */
    ck_assert(watch_tick(watch));
    ARENA_AUTO arena = arena_new();
    const struct call_log *log = watch_finish(watch, arena, NULL, NULL);
    ck_assert_uint_eq(log->received[2], 2);
    ck_assert_str_eq(log->deadlock->ranks[0].call, "MPI_Recv");
    end();
}
END_TEST

START_TEST(requests_have_numbers_of_their_own) {
    begin(2);
    uint8_t receive = put_remembered(0, (struct watch_record){.kind = RECORD_POST,
                                                              .call = CALL_Irecv,
                                                              .comm = COMM_WORLD,
                                                              .call_ = {.peer = 1, .count = 1}});
    put_cell(0, RECORD_AGAIN, receive, 5); /* the second, whose number is 7 */
    enter(1, CALL_Send, 0, 0, 1);          /* serves the first, whose request is 0 */
    leave(1, WATCH_NULL, WATCH_NULL);
    enter(1, CALL_Recv, 0, 0, 1);
    put_cell(0, RECORD_FEW, 1, -2);
    enter(0, CALL_Wait, WATCH_NULL, 0, 0);
    ck_assert(!watch_tick(watch));
    leave(0, WATCH_NULL, WATCH_NULL);
    put_cell(0, RECORD_FEW, 1, 5);
    enter(0, CALL_Wait, WATCH_NULL, 0, 0);
    ck_assert(watch_tick(watch));
    end();
}
END_TEST

START_TEST(a_record_that_is_cut_ends_all_claims) {
    begin(2);
    enter(0, CALL_Recv, 1, 0, 1);
    enter(1, CALL_Recv, 0, 0, 1);
    put_cell(1, RECORD_ENTER, 0, 0); /* a quarter of one */
    ck_assert(!watch_tick(watch));
    end();
}
END_TEST

START_TEST(another_tag_does_not_help) {
    begin(2);
    enter(0, CALL_Send, 1, 5, 1);
    leave(0, WATCH_NULL, WATCH_NULL);
    enter(0, CALL_Recv, 1, 0, 1);
    enter(1, CALL_Recv, 0, 6, 1);
    ck_assert(watch_tick(watch));
    end();
}
END_TEST

START_TEST(standard_sends_need_evidence) {
    begin(2);
    enter(0, CALL_Send, 1, 0, 1);
    enter(1, CALL_Send, 0, 0, 1);
    for (int i = 0; i < 10; i++) /* there is no process whose CPU time could be read */
        ck_assert(!watch_tick(watch));
    end();
}
END_TEST

START_TEST(synchronous_sends_need_none) {
    begin(2);
    enter(0, CALL_Ssend, 1, 0, 1);
    enter(1, CALL_Ssend, 0, 0, 1);
    ck_assert(watch_tick(watch));
    end();
}
END_TEST

START_TEST(any_source_hopes_for_all_others) {
    begin(3);
    enter(0, CALL_Recv, WATCH_ANY, WATCH_ANY, 1);
    enter(1, CALL_Recv, 0, 0, 1);
    ck_assert(!watch_tick(watch));
    enter(2, CALL_Recv, 1, 0, 1);
    ck_assert(watch_tick(watch));
    end();
}
END_TEST

START_TEST(an_open_wildcard_makes_no_claims_for_others) {
    const int32_t requests[] = {2};
    begin(2);
    post(0, CALL_Irecv, WATCH_ANY, 0, 1);
    post(0, CALL_Irecv, 1, 0, 2);
    enter(1, CALL_Send, 0, 0, 1);
    leave(1, WATCH_NULL, WATCH_NULL);
    enter(1, CALL_Recv, 0, 0, 1);
    wait_for(0, CALL_Wait, 1, requests); /* the message may have gone to either */
    ck_assert(!watch_tick(watch));
    end();
}
END_TEST

START_TEST(waitany_needs_one_and_waitall_each) {
    const int32_t requests[] = {1, 2};
    begin(3);
    post(0, CALL_Irecv, 1, 0, 1);
    post(0, CALL_Irecv, 2, 0, 2);
    wait_for(0, CALL_Waitany, 2, requests);
    enter(1, CALL_Recv, 0, 0, 1);
    ck_assert(!watch_tick(watch)); /* rank 2 may send */
    end();
    begin(3);
    post(0, CALL_Irecv, 1, 0, 1);
    post(0, CALL_Irecv, 2, 0, 2);
    wait_for(0, CALL_Waitall, 2, requests);
    enter(1, CALL_Recv, 0, 0, 1);
    enter(2, CALL_Barrier, WATCH_NULL, 0, 0);
    ck_assert(watch_tick(watch));
    end();
}
END_TEST

START_TEST(a_rank_that_finalized_never_sends) {
    begin(2);
    enter(0, CALL_Recv, 1, 0, 1);
    enter(1, CALL_Finalize, WATCH_NULL, 0, 0);
    ck_assert(watch_tick(watch));
    end();
}
END_TEST

START_TEST(a_crash_is_no_deadlock) {
    begin(2);
    enter(0, CALL_Recv, 1, 0, 1);
    watch_rank_ended(watch, 1, true);
    ck_assert(!watch_tick(watch));
    end();
}
END_TEST

START_TEST(after_a_crash_nobody_goes_on_when_all_wait_for_each_other) {
    begin(3);
    enter(0, CALL_Recv, 1, 0, 1);
    watch_rank_ended(watch, 1, true);
    ck_assert(!watch_tick(watch));
    ck_assert(!watch_stands_still(watch)); /* rank 2 computes, and may print */
    enter(2, CALL_Recv, 0, 0, 1);
    ck_assert(!watch_tick(watch));
    ck_assert(watch_stands_still(watch));
    end();
}
END_TEST

START_TEST(the_root_of_a_broadcast_may_leave_alone) {
    begin(2);
    enter(0, CALL_Bcast, 0, 0, 1);
    enter(1, CALL_Recv, 0, 0, 1);
    ck_assert(!watch_tick(watch)); /* no evidence that it waits */
    leave(0, WATCH_NULL, WATCH_NULL);
    enter(0, CALL_Barrier, WATCH_NULL, 0, 0);
    ck_assert(watch_tick(watch));
    end();
}
END_TEST

START_TEST(lost_records_end_all_claims) {
    begin(2);
    heads[1] += RING + 1; /* overwritten before we read them */
    enter(1, CALL_Recv, 0, 0, 1);
    enter(0, CALL_Recv, 1, 0, 1);
    ck_assert(!watch_tick(watch));
    ARENA_AUTO arena = arena_new();
    ck_assert(!watch_finish(watch, arena, NULL, NULL)->complete);
    end();
}
END_TEST

START_TEST(a_file_that_shrinks_is_survived) {
    begin(2);
    enter(0, CALL_Recv, 1, 0, 1);
    ck_assert_int_eq(ftruncate(map.file, 0), 0);
    ck_assert(!watch_tick(watch));
    ARENA_AUTO arena = arena_new();
    ck_assert(!watch_finish(watch, arena, NULL, NULL)->complete);
    end();
}
END_TEST

START_TEST(collectives_are_compared_whoever_came_first) {
    for (int first = 0; first < 2; first++) {
        begin(2);
        enter(first, first == 0 ? CALL_Bcast : CALL_Reduce, 0, 0, 1);
        enter(1 - first, first == 1 ? CALL_Bcast : CALL_Reduce, 0, 0, 1);
        (void)watch_tick(watch);
        ARENA_AUTO arena = arena_new();
        const struct call_log *log = watch_finish(watch, arena, NULL, NULL);
        ck_assert_uint_eq(log->misuse_count, 1);
        ck_assert_int_eq(log->misuses[0].kind, MISUSE_COLLECTIVE_MISMATCH);
        ck_assert_int_eq(log->misuses[0].rank, 1);
        ck_assert_str_eq(log->misuses[0].other_call, "MPI_Bcast");
        end();
    }
}
END_TEST

START_TEST(truncation_is_seen_when_messages_meet) {
    begin(2);
    enter(0, CALL_Send, 1, 0, 10);
    leave(0, WATCH_NULL, WATCH_NULL);
    enter(1, CALL_Recv, 0, 0, 5);
    (void)watch_tick(watch);
    ARENA_AUTO arena = arena_new();
    const struct call_log *log = watch_finish(watch, arena, NULL, NULL);
    ck_assert_uint_eq(log->misuse_count, 1);
    ck_assert_int_eq(log->misuses[0].kind, MISUSE_TRUNCATED);
    ck_assert_uint_eq(log->messages[1], 1);
    end();
}
END_TEST

/* A copy that a Python program made, and frees. */
static void tell_copy(int rank, enum watch_record_kind kind) {
    if (kind == RECORD_COMM) {
        put(rank, (struct watch_record){
                      .kind = RECORD_COMM,
                      .call = CALL_Comm_dup,
                      .comm = 3,
                      .comm_ = {.id = 43, .where = WHERE_PYTHON, .size = 2, .rank = rank}});
        put(rank, (struct watch_record){.kind = RECORD_MEMBERS, .comm = 2, .words = {0, 1}});
    } else {
        put(rank, (struct watch_record){.kind = (uint8_t)kind, .comm = 3});
    }
}

START_TEST(messages_count_when_their_communicator_is_freed) {
    begin(2);
    for (int r = 0; r < 2; r++) {
        tell_copy(r, RECORD_COMM);
        put(r, (struct watch_record){.kind = RECORD_ENTER,
                                     .call = r == 0 ? CALL_Send : CALL_Recv,
                                     .comm = 3,
                                     .call_ = {.peer = 1 - r, .count = 1, .type = TYPE_MPI_INT}});
        leave(r, r == 0 ? WATCH_NULL : 0, 0);
        tell_copy(r, RECORD_COMM_FREED);
    }
    (void)watch_tick(watch);
    ARENA_AUTO arena = arena_new();
    const struct call_log *log = watch_finish(watch, arena, NULL, NULL);
    ck_assert_uint_eq(log->messages[1], 1);
    ck_assert_uint_eq(log->received[1], 1);
    end();
}
END_TEST

int main(void) {
    Suite *suite = suite_create("prove");
    TCase *cases = tcase_create("prove");
    tcase_add_test(cases, two_receives_are_a_deadlock);
    tcase_add_test(cases, a_message_on_its_way_is_no_deadlock);
    tcase_add_test(cases, what_is_said_again_counts_again);
    tcase_add_test(cases, requests_have_numbers_of_their_own);
    tcase_add_test(cases, a_record_that_is_cut_ends_all_claims);
    tcase_add_test(cases, another_tag_does_not_help);
    tcase_add_test(cases, standard_sends_need_evidence);
    tcase_add_test(cases, synchronous_sends_need_none);
    tcase_add_test(cases, any_source_hopes_for_all_others);
    tcase_add_test(cases, an_open_wildcard_makes_no_claims_for_others);
    tcase_add_test(cases, waitany_needs_one_and_waitall_each);
    tcase_add_test(cases, a_rank_that_finalized_never_sends);
    tcase_add_test(cases, a_crash_is_no_deadlock);
    tcase_add_test(cases, after_a_crash_nobody_goes_on_when_all_wait_for_each_other);
    tcase_add_test(cases, the_root_of_a_broadcast_may_leave_alone);
    tcase_add_test(cases, lost_records_end_all_claims);
    tcase_add_test(cases, a_file_that_shrinks_is_survived);
    tcase_add_test(cases, collectives_are_compared_whoever_came_first);
    tcase_add_test(cases, truncation_is_seen_when_messages_meet);
    tcase_add_test(cases, messages_count_when_their_communicator_is_freed);
    suite_add_tcase(suite, cases);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
