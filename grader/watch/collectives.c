/* SPDX-License-Identifier: MIT */
/* Collectives: the k-th that a rank calls on a communicator is the same one as everybody's k-th
 * there. */
#include "watch/state.h"

#include <stdlib.h>
#include <string.h>

static size_t collective_bytes(const struct watch *watch, const struct comm *comm) {
    size_t clocks = clocks_kept(watch) ? 2 * (size_t)watch->np * sizeof(uint32_t) : 0;
    return 3 * sizeof(struct collective) + (size_t)comm->size * sizeof(struct note) + clocks + 96;
}

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

/* How two members' words for the same collective differ. */
static bool differ(const struct note *mine, const struct note *others, enum misuse *ret_kind) {
    if (mine->call != others->call)
        *ret_kind = MISUSE_COLLECTIVE_MISMATCH;
    else if (rooted(mine->call) && mine->root != others->root)
        *ret_kind = MISUSE_ROOT_MISMATCH;
    else if (mine->op != others->op)
        *ret_kind = MISUSE_OPERATOR_MISMATCH;
    else if (mine->count < 0 || others->count < 0)
        return false;
    else if (types_differ(mine->type, others->type) && (mine->count > 0 || others->count > 0))
        *ret_kind = MISUSE_TYPE_MISMATCH;
    else if (bytes_of(mine->type, mine->count) >= 0 && bytes_of(others->type, others->count) >= 0 &&
             bytes_of(mine->type, mine->count) != bytes_of(others->type, others->count))
        *ret_kind = MISUSE_COUNT_MISMATCH;
    else
        return false;
    return true;
}

static int64_t world_root(const struct comm *comm, const struct note *note) {
    return note->root >= 0 && note->root < comm->size ? comm->members[note->root] : note->root;
}

static struct misuse_seen in_words(const struct comm *comm, enum misuse kind, int me, int other,
                                   const struct note *mine, const struct note *others) {
    struct misuse_seen seen = {.kind = kind,
                               .rank = comm->members[me],
                               .call = mine->call,
                               .where = mine->where,
                               .other_rank = comm->members[other],
                               .other_call = others->call,
                               .other_where = others->where};
    if (kind == MISUSE_ROOT_MISMATCH) {
        seen.mine = world_root(comm, mine);
        seen.others = world_root(comm, others);
    } else if (kind == MISUSE_OPERATOR_MISMATCH) {
        seen.mine = mine->op;
        seen.others = others->op;
    } else if (kind == MISUSE_COUNT_MISMATCH) {
        seen.mine = mine->count;
        seen.others = others->count;
    } else if (kind == MISUSE_TYPE_MISMATCH) {
        seen.mine = mine->type.basic;
        seen.others = others->type.basic;
    }
    return seen;
}

/* Told once for each collective, and the same whoever came first: what they call before how they
 * call it, then the lowest ranks. */
static void report(struct watch *watch, const struct comm *comm,
                   const struct collective *collective) {
    enum misuse kind, best = MISUSE_COUNT;
    int one = 0, other = 0;
    for (int i = 0; i < comm->size; i++) {
        for (int j = 0; j < i; j++) {
            const struct note *mine = &collective->notes[i], *others = &collective->notes[j];
            if (mine->entered && others->entered && differ(mine, others, &kind) && kind < best) {
                best = kind;
                one = i;
                other = j;
            }
        }
    }
    if (best != MISUSE_COUNT)
        note_misuse(watch, in_words(comm, best, one, other, &collective->notes[one],
                                    &collective->notes[other]));
}

void collectives_report(struct watch *watch, struct comm *comm) {
    for (uint64_t k = comm->base; k < comm->base + comm->open_count; k++)
        report(watch, comm, at(comm, k));
}

/* The collectives that all members are in are history. One that is crossed stays: its members are
 * told from those that can go on. */
static void forget_complete(struct watch *watch, struct comm *comm) {
    while (comm->open_count > 0) {
        struct collective *first = at(comm, comm->base);
        if (first->entered_count < comm->size || first->crossed)
            return;
        report(watch, comm, first);
        let_go(&watch->cost, collective_bytes(watch, comm));
        free(first->notes);
        join_release(first->join);
        *first = (struct collective){0};
        comm->base++;
        comm->open_count--;
    }
}

/* What a member says of the collective, kept; and whether it is another one than others say. */
static void take_note(struct watch *watch, struct collective *collective,
                      const struct watch_record *record, const struct watch_record *half,
                      int comm_rank, int rank) {
    const struct watch_record *data = NULL;
    struct note *note = &collective->notes[comm_rank];
    *note = (struct note){.entered = true,
                          .call = record->call,
                          .root = record->call_.peer,
                          .op = record->call_.op,
                          .where = record->call_.where};
    note->count = agreed(record->call, record, half, record->call_.peer == comm_rank, &data);
    if (note->count >= 0)
        note->type = account_type(&watch->ranks[rank], data->call_.type);
    const struct note *first = &collective->notes[collective->first];
    if (first->call != note->call || (rooted(note->call) && first->root != note->root))
        collective->crossed = true;
    if (collective->count < 0 && note->count >= 0) {
        collective->count = note->count;
        collective->type = note->type;
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
                          const struct watch_record *record, const struct watch_record *half,
                          struct join **ret_join) {
    uint64_t number = comm->next[comm_rank]++;
    if (number < comm->base || number - comm->base >= MOST_OPEN_COLLECTIVES) {
        watch->lost = true;
        return number;
    }
    while (number >= comm->base + comm->open_count) {
        if (!keep(watch, collective_bytes(watch, comm))) {
            watch->lost = true;
            return number;
        }
        if (comm->open_count == comm->open_capacity)
            widen(comm);
        struct collective *new = at(comm, comm->base + comm->open_count++);
        *new = (struct collective){.notes = calloc((size_t)comm->size, sizeof *new->notes),
                                   .first = comm_rank,
                                   .count = -1};
        if (!new->notes)
            die("out of memory");
        log_collective(watch, comm, record, rank);
    }
    struct collective *collective = at(comm, number);
    take_note(watch, collective, record, half, comm_rank, rank);
    collective->entered_count++;
    *ret_join = join_enter(watch, collective, rank, record->call_.peer == comm_rank);
    forget_complete(watch, comm);
    return number;
}

void collectives_done(struct comm *comm) {
    for (uint64_t k = comm->base; k < comm->base + comm->open_count; k++) {
        free(at(comm, k)->notes);
        join_release(at(comm, k)->join);
    }
    free(comm->open);
    comm->open = NULL;
    comm->open_count = comm->open_capacity = 0;
}
