/* SPDX-License-Identifier: MIT */
/* Collectives: the k-th that a rank calls on a communicator is the same one as everybody's k-th
 * there. */
#include "watch/state.h"

#include <stdlib.h>
#include <string.h>

static struct collective *at(struct comm *comm, uint64_t number) {
    return &comm->open[number % comm->open_capacity];
}

struct collective *collective_open(struct comm *comm, uint64_t number) {
    return number >= comm->base && number < comm->base + comm->open_count ? at(comm, number) : NULL;
}

static void widen(struct comm *comm) {
    size_t capacity = comm->open_capacity > 0 ? comm->open_capacity * 2 : 8;
    struct collective *wider = calloc(capacity, sizeof *wider);
    if (!wider)
        die("out of memory");
    for (uint64_t k = comm->base; k < comm->base + comm->open_count; k++)
        wider[k % capacity] = *at(comm, k);
    free(comm->open);
    comm->open = wider;
    comm->open_capacity = capacity;
}

/* The collectives that all members are in are history. One with a mismatch stays: its members are
 * told from those that can go on. */
static void forget_complete(struct comm *comm) {
    while (comm->open_count > 0) {
        struct collective *first = at(comm, comm->base);
        if (first->entered_count < comm->size || first->crossed)
            return;
        free(first->entered);
        *first = (struct collective){0};
        comm->base++;
        comm->open_count--;
    }
}

/* ---- comparing ---- */

/* What a rank gives to (or takes from) each other, where all must agree on it; -1 where they need
 * not. */
static int64_t comparable(enum watch_call call, const struct watch_record *record, bool at_root,
                          bool half) {
    if (record->flags & FLAG_IN_PLACE)
        return -1;
    switch ((unsigned)call) {
    case CALL_Bcast:
    case CALL_Ibcast:
    case CALL_Reduce:
    case CALL_Ireduce:
    case CALL_Allreduce:
    case CALL_Iallreduce:
    case CALL_Scan:
    case CALL_Iscan:
    case CALL_Exscan:
    case CALL_Iexscan:
    case CALL_Reduce_scatter_block:
    case CALL_Ireduce_scatter_block:
        return half ? -1 : record->call_.count;
    case CALL_Gather:
    case CALL_Igather:
        return half == at_root ? record->call_.count : -1;
    case CALL_Scatter:
    case CALL_Iscatter:
        return half != at_root ? record->call_.count : -1;
    case CALL_Allgather:
    case CALL_Iallgather:
    case CALL_Alltoall:
    case CALL_Ialltoall:
        return record->call_.count;
    default:
        return -1;
    }
}

/* The amount of data that all must agree on, and of which type. A rank that is root of a gather
 * says it in what it receives, the others in what they send. */
static int64_t agreed(enum watch_call call, const struct watch_record *record,
                      const struct watch_record *half, bool at_root,
                      const struct watch_record **ret) {
    bool use_half = (call == CALL_Gather || call == CALL_Igather)     ? at_root
                    : (call == CALL_Scatter || call == CALL_Iscatter) ? !at_root
                                                                      : false;
    if (use_half && !half)
        return -1;
    *ret = use_half ? half : record;
    return comparable(call, *ret, at_root, use_half);
}

static void mismatch(struct watch *watch, struct collective *collective, enum misuse kind,
                     const struct watch_record *record, int rank, int64_t mine, int64_t others) {
    if (!collective->mismatch)
        note_misuse(watch, (struct misuse_seen){.kind = kind,
                                                .rank = rank,
                                                .call = record->call,
                                                .where = record->call_.where,
                                                .other_rank = collective->first,
                                                .other_call = collective->call,
                                                .other_where = collective->where,
                                                .mine = mine,
                                                .others = others});
    collective->mismatch = true;
    collective->crossed =
        collective->crossed || kind == MISUSE_COLLECTIVE_MISMATCH || kind == MISUSE_ROOT_MISMATCH;
}

static void compare_data(struct watch *watch, struct collective *collective,
                         const struct watch_record *record, int rank, int64_t count,
                         struct type type) {
    if (count < 0 || collective->count < 0)
        return;
    char mine = type_alike(type.basic), others = type_alike(collective->type.basic);
    int64_t my_bytes = bytes_of(type, count);
    int64_t their_bytes = bytes_of(collective->type, collective->count);
    if (mine != 0 && others != 0 && mine != others && mine != 'P' && others != 'P' &&
        (my_bytes > 0 || their_bytes > 0))
        mismatch(watch, collective, MISUSE_TYPE_MISMATCH, record, rank, type.basic,
                 collective->type.basic);
    else if (my_bytes >= 0 && their_bytes >= 0 && my_bytes != their_bytes)
        mismatch(watch, collective, MISUSE_COUNT_MISMATCH, record, rank, count, collective->count);
}

static void compare(struct watch *watch, struct comm *comm, struct collective *collective,
                    const struct watch_record *record, const struct watch_record *half,
                    int comm_rank, int rank) {
    const struct watch_record *data = NULL;
    int64_t count = agreed(record->call, record, half, record->call_.peer == comm_rank, &data);
    struct type type = {0};
    if (count >= 0)
        type = account_type(&watch->ranks[rank], data->call_.type);
    if (collective->entered_count == 0) {
        collective->count = count;
        collective->type = type;
        return;
    }
    if (collective->call != record->call)
        mismatch(watch, collective, MISUSE_COLLECTIVE_MISMATCH, record, rank, 0, 0);
    else if (rooted(record->call) && collective->root != record->call_.peer)
        mismatch(watch, collective, MISUSE_ROOT_MISMATCH, record, rank,
                 record->call_.peer >= 0 && record->call_.peer < comm->size
                     ? comm->members[record->call_.peer]
                     : record->call_.peer,
                 collective->root >= 0 && collective->root < comm->size
                     ? comm->members[collective->root]
                     : collective->root);
    else if (collective->op != record->call_.op)
        mismatch(watch, collective, MISUSE_OPERATOR_MISMATCH, record, rank, record->call_.op,
                 collective->op);
    else
        compare_data(watch, collective, record, rank, count, type);
    if (collective->count < 0 && !collective->mismatch) {
        collective->count = count;
        collective->type = type;
    }
}

/* ---- entering ---- */

static void log_collective(struct watch *watch, struct comm *comm,
                           const struct watch_record *record, int rank) {
    if (watch->collective_count >= MOST_COLLECTIVES)
        return;
    struct logged *event = arena_push(watch->arena, &watch->collectives, &watch->collective_count,
                                      &watch->collective_capacity, sizeof *event);
    *event = (struct logged){
        .begun = *record, .comm_number = comm->number, .match_rank = rank, .match_event = NO_EVENT};
    event->peer = rooted(record->call) && record->call_.peer >= 0 && record->call_.peer < comm->size
                      ? comm->members[record->call_.peer]
                      : CALLS_NONE;
    event->bytes =
        bytes_of(account_type(&watch->ranks[rank], record->call_.type), record->call_.count);
}

uint64_t collective_enter(struct watch *watch, struct comm *comm, int comm_rank, int rank,
                          const struct watch_record *record, const struct watch_record *half) {
    uint64_t number = comm->next[comm_rank]++;
    if (number < comm->base || number - comm->base >= MOST_OPEN_COLLECTIVES) {
        watch->lost = true;
        return number;
    }
    while (number >= comm->base + comm->open_count) {
        if (comm->open_count == comm->open_capacity)
            widen(comm);
        struct collective *new = at(comm, comm->base + comm->open_count++);
        *new = (struct collective){.entered = calloc((size_t)comm->size, sizeof(bool)),
                                   .first = rank,
                                   .call = record->call,
                                   .flags = record->flags,
                                   .root = record->call_.peer,
                                   .op = record->call_.op,
                                   .where = record->call_.where};
        if (!new->entered)
            die("out of memory");
        log_collective(watch, comm, record, rank);
    }
    struct collective *collective = at(comm, number);
    compare(watch, comm, collective, record, half, comm_rank, rank);
    collective->entered[comm_rank] = true;
    collective->entered_count++;
    forget_complete(comm);
    return number;
}

void collectives_done(struct comm *comm) {
    for (uint64_t k = comm->base; k < comm->base + comm->open_count; k++)
        free(at(comm, k)->entered);
    free(comm->open);
}
