/* SPDX-License-Identifier: MIT */
/* Collectives: the k-th that a rank calls on a communicator is the same one as everybody's k-th
 * there. */
#include "watch/state.h"

#include <stdlib.h>
#include <string.h>

static size_t note_bytes(const struct comm *comm) {
    return (size_t)comm->size * sizeof(struct note);
}

static size_t collective_bytes(const struct watch *watch, const struct comm *comm) {
    return 3 * sizeof(struct collective) + note_bytes(comm) + 2 * clock_bytes(watch) + 96;
}

static struct collective *at(const struct comm *comm, uint64_t number) {
    return &comm->open[number & (comm->open_capacity - 1)];
}

struct collective *collective_open(struct comm *comm, uint64_t number) {
    return number >= comm->base && number < comm->base + comm->open_count ? at(comm, number) : NULL;
}

static void widen(struct comm *comm) {
    size_t capacity = comm->open_capacity > 0 ? comm->open_capacity * 2 : 8; /* powers of two */
    struct collective *wider = calloc(capacity, sizeof *wider);
    if (!wider)
        die("out of memory");
    for (uint64_t k = comm->base; k < comm->base + comm->open_count; k++)
        wider[k & (capacity - 1)] = *at(comm, k);
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

/* Where amounts may differ from rank to rank, the type of what is given; TYPE_UNKNOWN when nothing
 * is given, or when what is given and taken are of two types. */
static struct type varying_type(enum watch_call call, const struct rank *rank,
                                const struct watch_record *record,
                                const struct watch_record *half) {
    struct type unknown = {.type = TYPE_UNKNOWN};
    bool varies = call == CALL_Allgatherv || call == CALL_Iallgatherv || call == CALL_Alltoallv ||
                  call == CALL_Ialltoallv;
    if (!varies || !half || record->call_.count <= 0 || (record->flags & FLAG_IN_PLACE))
        return unknown;
    struct type given = *account_type(rank, record->call_.type);
    return types_differ(given, *account_type(rank, half->call_.type)) ? unknown : given;
}

/* How two members' words for the same collective differ. */
static bool differ(const struct note *mine, const struct note *others, enum misuse *ret_kind) {
    if (mine->call != others->call)
        *ret_kind = MISUSE_COLLECTIVE_MISMATCH;
    else if (rooted(mine->call) && mine->root != others->root)
        *ret_kind = MISUSE_ROOT_MISMATCH;
    else if (mine->op != others->op)
        *ret_kind = MISUSE_OPERATOR_MISMATCH;
    else if (types_differ(mine->varying, others->varying))
        *ret_kind = MISUSE_TYPE_MISMATCH;
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
        bool varying = mine->varying.basic != TYPE_UNKNOWN;
        seen.mine = varying ? mine->varying.basic : mine->type.basic;
        seen.others = varying ? others->varying.basic : others->type.basic;
    }
    return seen;
}

static bool alike(const struct note *one, const struct note *other) {
    return one->entered && other->entered && one->call == other->call && one->root == other->root &&
           one->op == other->op && one->count == other->count &&
           one->type.type == other->type.type && one->varying.type == other->varying.type;
}

/* Nearly always, and then there is nothing to compare. */
static bool all_alike(const struct comm *comm, const struct collective *collective) {
    for (int i = 1; i < comm->size; i++)
        if (!alike(&collective->notes[0], &collective->notes[i]) ||
            collective->notes[i].type.type >= TYPE_FIRST_DERIVED ||
            collective->notes[i].varying.type >= TYPE_FIRST_DERIVED)
            return false;
    return true;
}

/* Told once for each collective, and the same whoever came first: what they call before how they
 * call it, then the lowest ranks. */
static void report(struct watch *watch, const struct comm *comm,
                   const struct collective *collective) {
    enum misuse kind, best = MISUSE_COUNT;
    int one = 0, other = 0;
    if (all_alike(comm, collective))
        return;
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

/* Each gives to each other as much as it takes from each: a rank may contradict itself. */
static void check_itself(struct watch *watch, const struct watch_record *record,
                         const struct watch_record *half, bool at_root, int rank) {
    bool all = record->call == CALL_Allgather || record->call == CALL_Iallgather ||
               record->call == CALL_Alltoall || record->call == CALL_Ialltoall;
    bool one = record->call == CALL_Gather || record->call == CALL_Igather ||
               record->call == CALL_Scatter || record->call == CALL_Iscatter;
    if (!half || (!all && !(one && at_root)) || ((record->flags | half->flags) & FLAG_IN_PLACE))
        return;
    struct type gives = *account_type(&watch->ranks[rank], record->call_.type);
    struct type takes = *account_type(&watch->ranks[rank], half->call_.type);
    int64_t given = bytes_of(gives, record->call_.count);
    int64_t taken = bytes_of(takes, half->call_.count);
    struct misuse_seen seen = {.rank = rank,
                               .call = record->call,
                               .where = record->call_.where,
                               .other_rank = rank,
                               .other_call = record->call,
                               .other_where = record->call_.where};
    if (types_differ(gives, takes) && (given > 0 || taken > 0)) {
        seen.kind = MISUSE_TYPE_MISMATCH;
        seen.mine = gives.basic;
        seen.others = takes.basic;
        note_misuse(watch, seen);
    } else if (given >= 0 && taken >= 0 && given != taken) {
        seen.kind = MISUSE_COUNT_MISMATCH;
        seen.mine = record->call_.count;
        seen.others = half->call_.count;
        note_misuse(watch, seen);
    }
}

/* All is over, and some members never came to what others did. What follows on the communicator
 * follows from that. */
void collectives_missed(struct watch *watch, const struct comm *comm) {
    const struct collective *first = comm->open_count > 0 ? at(comm, comm->base) : NULL;
    if (!first || first->crossed)
        return;
    for (int m = 0; m < comm->size; m++) {
        if (first->notes[m].entered || !watch->ranks[comm->members[m]].finalized)
            continue;
        const struct note *note = &first->notes[first->first];
        note_misuse(watch, (struct misuse_seen){.kind = MISUSE_COLLECTIVE_MISSED,
                                                .rank = comm->members[m],
                                                .call = note->call,
                                                .other_rank = comm->members[first->first],
                                                .other_call = note->call,
                                                .other_where = note->where});
        return;
    }
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
        watch->cost.kept += comm->spare_notes ? 0 : note_bytes(comm); /* one stays */
        free(comm->spare_notes);
        comm->spare_notes = first->notes;
        join_release(first->join);
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
        note->type = *account_type(&watch->ranks[rank], data->call_.type);
    note->varying = varying_type(record->call, &watch->ranks[rank], record, half);
    check_itself(watch, record, half, record->call_.peer == comm_rank, rank);
    const struct note *first = &collective->notes[collective->first];
    if (first->call != note->call || (rooted(note->call) && first->root != note->root))
        collective->crossed = true;
    if (collective->count < 0 && note->count >= 0) {
        collective->count = note->count;
        collective->type = note->type;
    }
}

/* ---- entering ---- */

/* What the latest complete collective had is used again. */
static struct note *notes_new(struct watch *watch, struct comm *comm) {
    size_t size = note_bytes(comm);
    struct note *notes = comm->spare_notes ? comm->spare_notes : malloc(size);
    if (!notes)
        die("out of memory");
    if (comm->spare_notes)
        let_go(&watch->cost, size); /* counted with the collective now */
    comm->spare_notes = NULL;
    memset(notes, 0, size);
    return notes;
}

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
        bytes_of(*account_type(&watch->ranks[rank], record->call_.type), record->call_.count);
}

uint64_t collective_enter(struct watch *watch, struct comm *comm, int comm_rank, int rank,
                          const struct watch_record *record, const struct watch_record *half,
                          struct join **ret_join) {
    uint64_t number = comm->next[comm_rank]++;
    loop_touches_comm(watch, comm);
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
        *new =
            (struct collective){.notes = notes_new(watch, comm), .first = comm_rank, .count = -1};
        log_collective(watch, comm, record, rank);
    }
    struct collective *collective = at(comm, number);
    take_note(watch, collective, record, half, comm_rank, rank);
    collective->entered_count++;
    *ret_join = join_enter(watch, collective, rank, record->call_.peer == comm_rank);
    forget_complete(watch, comm);
    return number;
}

void collectives_done(struct watch *watch, struct comm *comm) {
    for (uint64_t k = comm->base; k < comm->base + comm->open_count; k++) {
        free(at(comm, k)->notes);
        join_release(at(comm, k)->join);
    }
    if (comm->spare_notes)
        let_go(&watch->cost, note_bytes(comm));
    free(comm->spare_notes);
    free(comm->open);
    comm->spare_notes = NULL;
    comm->open = NULL;
    comm->open_count = comm->open_capacity = 0;
}
