/* SPDX-License-Identifier: MIT */
/* Loops that are counted instead of read must leave the same behind as loops that are read: the
 * same programs are told in both ways. */
enum { RING = 1 << 19 };

#include "tell.h"
#include "watch/state.h"

#include <stdio.h>

enum { PLACES = 64, MOST_CELLS = 100, MOST_OPS = 6, ROUNDS = 4500, NEVER = 77 /* a tag */ };

/* What all ranks do in one round. Who takes part tells all of it before the next one begins. */
struct op {
    enum op_kind { PASS, EXCHANGE, EXCHANGE_AHEAD, BCAST, ALLREDUCE, OP_KINDS } kind;
    int from, to;
    uint32_t lead; /* PASS: so many messages are on their way */
};

/* One rank's round, in cells; after so many of them it is through with an operation. */
struct part {
    size_t count, after[MOST_OPS];
    struct watch_cell cells[MOST_CELLS];
    struct watch_record records[PLACES];
    uint64_t told, loop_at, looped;
    uint64_t plainly;       /* cells in a row */
    uint32_t posts, posted; /* in a round; so far */
    uint8_t places;
    bool looping, known[PLACES], ahead[PLACES];
};

static struct part parts[MOST];
/* What the ranks do is the same in both ways; how it is told, and when it is read, is not. */
static uint32_t doing, telling;

/* There may be more than one tick may take to read. */
static bool proves(void) {
    for (int i = 0; i < 100; i++)
        if (watch_tick(watch))
            return true;
    return false;
}

static uint32_t below(uint32_t *luck, uint32_t limit) {
    *luck = *luck * 1664525u + 1013904223u;
    return (*luck >> 8) % limit;
}

/* ---- what a round is ---- */

static void add(int rank, struct watch_record record, int16_t request) {
    struct part *part = &parts[rank];
    uint8_t place = part->places++;
    ck_assert_uint_lt(place, PLACES);
    part->records[place] = record;
    part->posts += record.kind == RECORD_POST;
    part->cells[part->count++] =
        (struct watch_cell){.kind = RECORD_AGAIN, .place = place, .request = {request}};
}

static void add_call(int rank, enum watch_record_kind kind, enum watch_call call, int peer) {
    add(rank,
        (struct watch_record){
            .kind = (uint8_t)kind,
            .call = (uint16_t)call,
            .comm = COMM_WORLD,
            .call_ = {.peer = peer, .count = 1, .type = TYPE_MPI_INT, .where = parts[rank].places},
        },
        0);
}

static void add_leave(int rank, int source) {
    add(rank, (struct watch_record){.kind = RECORD_LEAVE, .leave = {.source = source, .bytes = 4}},
        0);
}

/* A receive and a send; waits for the send and for this receive, or for that of the round before.
 */
static void add_exchange(int me, int other, bool ahead) {
    struct part *part = &parts[me];
    part->ahead[part->places] = ahead;
    add_call(me, RECORD_POST, CALL_Irecv, other);
    add_call(me, RECORD_POST, CALL_Isend, other);
    const int16_t receive = ahead ? INT16_MIN : -1; /* known when all is there */
    part->cells[part->count++] =
        (struct watch_cell){.kind = RECORD_FEW, .place = 2, .request = {receive, 0}};
    add_call(me, RECORD_ENTER, CALL_Waitall, WATCH_NULL);
    for (int i = 0; i < 2; i++)
        add(me,
            (struct watch_record){
                .kind = RECORD_DONE, .comm = 1, .done = {{.source = other, .bytes = 4}}},
            i == 0 ? receive : 0);
    add_leave(me, WATCH_NULL);
}

static void add_op(int np, const struct op *op) {
    bool all = op->kind == ALLREDUCE;
    if (op->kind == PASS) {
        add_call(op->from, RECORD_ENTER, CALL_Send, op->to);
        add_leave(op->from, WATCH_NULL);
        add_call(op->to, RECORD_ENTER, CALL_Recv, op->from);
        add_leave(op->to, op->from);
    } else if (op->kind == EXCHANGE || op->kind == EXCHANGE_AHEAD) {
        add_exchange(op->from, op->to, op->kind == EXCHANGE_AHEAD);
        add_exchange(op->to, op->from, op->kind == EXCHANGE_AHEAD);
    } else {
        for (int r = 0; r < np; r++) {
            add_call(r, RECORD_ENTER, all ? CALL_Allreduce : CALL_Bcast, all ? WATCH_NULL : 0);
            add_leave(r, WATCH_NULL);
        }
    }
}

static void make_parts(int np, const struct op *ops, size_t count) {
    memset(parts, 0, sizeof parts);
    for (size_t i = 0; i < count; i++) {
        add_op(np, &ops[i]);
        for (int r = 0; r < np; r++)
            parts[r].after[i] = parts[r].count;
    }
    for (int r = 0; r < np; r++)
        for (size_t i = 0; i < parts[r].count; i++)
            for (int k = 0; k < 3; k++)
                if (parts[r].cells[i].request[k] == INT16_MIN)
                    parts[r].cells[i].request[k] = (int16_t)(-1 - (int)parts[r].posts);
}

/* ---- telling it ---- */

/* Receives of the round before the first, or in their place some that never hear anything; messages
 * on their way. */
static void tell_before(int np, const struct op *ops, size_t count) {
    for (int r = 0; r < np; r++) {
        struct part *part = &parts[r];
        for (uint8_t place = 0; place < part->places; place++) {
            const struct watch_record *record = &part->records[place];
            if (record->kind == RECORD_POST)
                post(r, CALL_Irecv, part->ahead[place] ? record->call_.peer : (r + 1) % np,
                     part->ahead[place] ? 0 : NEVER, ++part->posted);
        }
    }
    for (size_t i = 0; i < count; i++)
        for (uint32_t n = 0; ops[i].kind == PASS && n < ops[i].lead; n++) {
            enter(ops[i].from, CALL_Send, ops[i].to, 0, 1);
            leave(ops[i].from, WATCH_NULL, WATCH_NULL);
        }
}

static void tell_whole(int rank, const struct watch_cell *cell) {
    struct watch_record record = parts[rank].records[cell->place];
    uint64_t words[WATCH_RECORD_WORDS];
    uint32_t *request = watch_request(&record);
    const int32_t distance = cell->request[0];
    if (request)
        *request = parts[rank].posted + (uint32_t)distance;
    record.kind |= RECORD_REMEMBERED;
    memcpy(words, &record, sizeof words);
    words[WATCH_PLACE_WORD] = cell->place;
    put_cells(rank, words, WATCH_CELLS);
}

static void tell_cell(int rank) {
    struct part *part = &parts[rank];
    const struct watch_cell *cell = &part->cells[part->told++ % part->count];
    bool *known = &part->known[cell->place];
    part->posted += cell->kind == RECORD_AGAIN && part->records[cell->place].kind == RECORD_POST;
    if (part->looping) {
        tell_head(rank, ++part->looped);
    } else if (cell->kind == RECORD_AGAIN && !*known) {
        *known = true;
        part->plainly = 0;
        tell_whole(rank, cell);
    } else {
        part->plainly++;
        put_cells(rank, cell, 1);
    }
}

static void tell_up_to(int rank, uint64_t count) {
    while (parts[rank].told < count)
        tell_cell(rank);
}

/* What a rank may do before the others have come as far. */
static void tell_ahead(int rank) {
    struct part *part = &parts[rank];
    for (uint32_t n = below(&doing, 4); n > 0 && part->count > 0; n--) {
        const struct watch_cell *cell = &part->cells[part->told % part->count];
        uint8_t kind = part->records[cell->place].kind;
        if (cell->kind == RECORD_AGAIN && (kind == RECORD_LEAVE || kind == RECORD_DONE))
            return;
        tell_cell(rank);
    }
}

static void begin_loop(int rank) {
    struct part *part = &parts[rank];
    struct watch_cell cell = {.kind = RECORD_LOOP, .place = (uint8_t)part->count};
    part->loop_at = heads[rank];
    part->looped = part->plainly = 0;
    part->looping = true;
    put_cells(rank, &cell, 1);
}

static void end_loop(int rank) {
    struct part *part = &parts[rank];
    if (part->looping)
        ring_of(rank)[part->loop_at & (RING - 1)].time = part->looped;
    part->looping = false;
}

static void tell_rounds(int np, size_t count, bool in_loops) {
    const uint32_t often = 100 + below(&telling, 4000);
    for (uint64_t round = 0; round < ROUNDS; round++)
        for (size_t i = 0; i < count; i++) {
            for (int r = 0; r < np; r++)
                tell_up_to(r, round * parts[r].count + parts[r].after[i]);
            int one = (int)below(&doing, (uint32_t)np);
            if (round + 1 < ROUNDS)
                tell_ahead(one);
            bool turn = below(&telling, 50) == 0 && in_loops && parts[one].count > 0;
            if (turn && parts[one].looping && below(&telling, 40) == 0)
                end_loop(one);
            else if (turn && !parts[one].looping && parts[one].plainly >= parts[one].count)
                begin_loop(one);
            if (below(&telling, often) == 0)
                ck_assert(!watch_tick(watch));
        }
    for (int r = 0; r < np; r++)
        end_loop(r);
}

/* ---- what is left behind ---- */

static char *report_of(int np, const struct op *ops, size_t count, bool in_loops) {
    begin(np);
    make_parts(np, ops, count);
    tell_before(np, ops, count);
    tell_rounds(np, count, in_loops);
    ck_assert(!watch_tick(watch));
    enter(0, CALL_Recv, 1, 5, 1);
    enter(1, CALL_Recv, 0, 6, 1);
    for (int r = 2; r < np; r++)
        enter(r, CALL_Finalize, WATCH_NULL, 0, 0);
    ck_assert(proves());
    ARENA_AUTO arena = arena_new();
    const struct call_log *log = watch_finish(watch, arena, NULL, NULL);
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    for (int i = 0; i < np * np; i++)
        fprintf(out, "%llu %llu\n", (unsigned long long)log->messages[i],
                (unsigned long long)log->received[i]);
    for (int r = 0; r < np; r++)
        fprintf(out, "%zu %llu %zu requests\n", log->ranks[r].event_count,
                (unsigned long long)log->ranks[r].events_dropped, watch->ranks[r].requests.count);
    for (size_t i = 0; i < log->misuse_count; i++)
        fprintf(out, "%s\n", log->misuses[i].text);
    fprintf(out, "complete %d %zu\n%s\n", log->complete, log->collective_count,
            log->deadlock->text);
    fclose(out);
    end();
    return text;
}

START_TEST(loops_are_what_they_stand_for) {
    int np = 2 + _i % (MOST - 1);
    size_t count = 1 + (size_t)_i % MOST_OPS;
    struct op ops[MOST_OPS];
    doing = telling = (uint32_t)_i * 7919u + 1;
    for (size_t i = 0; i < count; i++) {
        int from = (int)below(&doing, (uint32_t)np);
        ops[i] = (struct op){.kind = (enum op_kind)below(&doing, OP_KINDS),
                             .from = from,
                             .to = (from + 1 + (int)below(&doing, (uint32_t)np - 1)) % np,
                             .lead = below(&doing, 3)};
    }
    const uint32_t before = doing;
    char *read = report_of(np, ops, count, false);
    doing = before;
    char *counted = report_of(np, ops, count, true);
    ck_assert_str_eq(read, counted);
    ck_assert_ptr_nonnull(strstr(read, "complete 1"));
    free(read);
    free(counted);
}
END_TEST

/* As cells they would take minutes. */
START_TEST(a_billion_rounds_are_counted_at_once) {
    const struct op ops[] = {{PASS, 0, 1, 1}, {EXCHANGE_AHEAD, 2, 3, 0}, {ALLREDUCE, 0, 0, 0}};
    const uint64_t many = 100000000;
    begin(4);
    make_parts(4, ops, 3);
    tell_before(4, ops, 3);
    tell_rounds(4, 3, false);
    for (int times = 1; times <= 2; times++)
        for (int r = 0; r < 4; r++) {
            if (times == 1)
                begin_loop(r);
            tell_head(r, parts[r].looped = (uint64_t)times * many * parts[r].count);
        }
    ck_assert(!watch_tick(watch));
    for (int r = 0; r < 4; r++) {
        end_loop(r);
        enter(r, CALL_Finalize, WATCH_NULL, 0, 0);
        leave(r, WATCH_NULL, WATCH_NULL);
    }
    ARENA_AUTO arena = arena_new();
    const struct call_log *log = watch_finish(watch, arena, NULL, NULL);
    ck_assert(log->complete);
    ck_assert_uint_eq(log->received[1], 2 * many + ROUNDS);
    ck_assert_uint_eq(log->messages[1], 2 * many + ROUNDS + 1);
    ck_assert_uint_eq(log->received[2 * 4 + 3], 2 * many + ROUNDS);
    end();
}
END_TEST

/* What one sends is not counted away while the other has not received it. */
START_TEST(a_rank_that_is_ahead_is_read) {
    const struct op ops[] = {{PASS, 0, 1, 0}};
    const uint64_t more = 6000;
    begin(2);
    make_parts(2, ops, 1);
    tell_rounds(2, 1, false);
    begin_loop(0);
    tell_head(0, parts[0].looped = more * parts[0].count);
    for (int i = 0; i < 10; i++)
        ck_assert(!watch_tick(watch));
    tell_up_to(1, (ROUNDS + more) * parts[1].count);
    enter(1, CALL_Recv, 0, 0, 1); /* one too many */
    end_loop(0);
    enter(0, CALL_Recv, 1, 0, 1);
    ck_assert(proves());
    ARENA_AUTO arena = arena_new();
    const struct call_log *log = watch_finish(watch, arena, NULL, NULL);
    ck_assert_uint_eq(log->received[1], ROUNDS + more);
    ck_assert_uint_eq(log->deadlock->count, 2);
    end();
}
END_TEST

START_TEST(who_stops_inside_a_loop_is_seen) {
    const struct op ops[] = {{EXCHANGE, 0, 1, 0}};
    const uint64_t more = 100000;
    begin(2);
    make_parts(2, ops, 1);
    tell_rounds(2, 1, false);
    tell_up_to(0, ROUNDS * parts[0].count + 4); /* into MPI_Waitall */
    for (int r = 0; r < 2; r++)
        begin_loop(r);
    ck_assert(!watch_tick(watch)); /* from here on, in whole rounds */
    for (int r = 0; r < 2; r++)
        tell_head(r, parts[r].looped = more * parts[r].count);
    ck_assert(!watch_tick(watch));
    end_loop(1);
    enter(1, CALL_Recv, 0, 5, 1);
    ck_assert(proves());
    ARENA_AUTO arena = arena_new();
    const struct call_log *log = watch_finish(watch, arena, NULL, NULL);
    ck_assert_str_eq(log->deadlock->ranks[0].call, "MPI_Waitall");
    ck_assert_uint_eq(log->received[1], ROUNDS + more);
    ck_assert_uint_eq(log->messages[1], ROUNDS + more + 1);
    end();
}
END_TEST

START_TEST(a_loop_of_more_than_there_was_is_a_lie) {
    begin(2);
    enter(0, CALL_Recv, 1, 0, 1);
    enter(1, CALL_Recv, 0, 0, 1);
    put_cell(1, RECORD_LOOP, 3, 0);
    ck_assert(!watch_tick(watch));
    end();
}
END_TEST

int main(void) {
    Suite *suite = suite_create("loops");
    TCase *cases = tcase_create("loops");
    tcase_set_timeout(cases, 60);
    tcase_add_loop_test(cases, loops_are_what_they_stand_for, 0, 24);
    tcase_add_test(cases, a_billion_rounds_are_counted_at_once);
    tcase_add_test(cases, a_rank_that_is_ahead_is_read);
    tcase_add_test(cases, who_stops_inside_a_loop_is_seen);
    tcase_add_test(cases, a_loop_of_more_than_there_was_is_a_lie);
    suite_add_tcase(suite, cases);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
