/* SPDX-License-Identifier: MIT */
/* What happened before what: vector clocks.
 *
 * Every rank counts its calls, and knows of the others' counts what messages and collectives have
 * brought it. A rank's records are read only as far as their causes have been read, so that nothing
 * is missing. */
#include "watch/state.h"

#include <stdlib.h>
#include <string.h>

/* Knowledge that a collective passes on: of all who entered, and of its root. */
struct join {
    int references;
    uint32_t *all, *root;
};

enum { MOST_CLOCKED = 16 }; /* ranks; clocks grow with their square */

bool clocks_kept(const struct watch *watch) {
    return watch->np <= MOST_CLOCKED;
}

size_t clock_bytes(const struct watch *watch) {
    return clocks_kept(watch) ? (size_t)watch->np * sizeof(uint32_t) : 0;
}

static void merge(const struct watch *watch, uint32_t *into, const uint32_t *from) {
    for (int r = 0; r < watch->np; r++)
        if (from[r] > into[r])
            into[r] = from[r];
}

void clock_tick(struct watch *watch, int rank) {
    if (clocks_kept(watch))
        watch->ranks[rank].clock[rank]++;
}

/* The receive has completed: its rank knows what the sender knew. */
void clock_hear(struct watch *watch, struct message *receive) {
    if (!clocks_kept(watch) || !receive->partner)
        return;
    uint32_t *clock = watch->ranks[receive->owner].clock;
    merge(watch, clock, receive->partner->clock);
    receive->done_at = ++clock[receive->owner];
}

/* ---- collectives ---- */

struct join *join_enter(struct watch *watch, struct collective *collective, int rank,
                        bool is_root) {
    if (!clocks_kept(watch))
        return NULL;
    size_t np = (size_t)watch->np;
    if (!collective->join) {
        collective->join = calloc(1, sizeof *collective->join + 2 * np * sizeof(uint32_t));
        if (!collective->join)
            die("out of memory");
        collective->join->references = 1;
        collective->join->all = (uint32_t *)(collective->join + 1);
        collective->join->root = collective->join->all + np;
    }
    merge(watch, collective->join->all, watch->ranks[rank].clock);
    if (is_root)
        merge(watch, collective->join->root, watch->ranks[rank].clock);
    collective->join->references++;
    return collective->join;
}

void join_leave(struct watch *watch, struct join *join, int rank, const struct watch_record *call,
                bool is_root) {
    if (!join)
        return;
    enum call_shape shape = shape_of(call->call);
    bool one_way = rooted(call->call);
    bool from_root = shape == SHAPE_FROM_ROOT || call->call == CALL_Scatterv;
    if (!one_way ? shape != SHAPE_PREFIX : !from_root && is_root)
        merge(watch, watch->ranks[rank].clock, join->all);
    else if (from_root && !is_root)
        merge(watch, watch->ranks[rank].clock, join->root);
    join_release(join);
}

void join_release(struct join *join) {
    if (join && --join->references == 0)
        free(join);
}

/* ---- causes ---- */

/* The rank has written records that we have not read. */
static bool unread_of(const struct watch *watch, int rank) {
    return rank >= 0 && rank < watch->np && unread(&watch->ranks[rank]);
}

static bool message_missing(const struct watch *watch, const struct message *receive, int source,
                            int tag) {
    if (!receive || !receive->inbox || receive->matched || receive->inbox->uncertain)
        return false;
    if (receive->source != WATCH_ANY || tag == WATCH_NULL)
        return unread_of(watch, receive->source);
    source = world_source(&watch->ranks[receive->owner], receive->comm, source);
    for (const struct message *s = receive->inbox->sends.first; s; s = s->next) {
        s->cost->steps++;
        if (s->source == source && s->tag == tag)
            return false;
    }
    return unread_of(watch, source);
}

static bool member_missing(const struct watch *watch, struct comm *comm, uint64_t number,
                           const struct watch_record *call, int me) {
    struct collective *collective = comm ? collective_open(comm, number) : NULL;
    int root = call->call_.peer;
    for (int m = 0; collective && m < comm->size; m++) {
        bool cause = !rooted(call->call) ? shape_of(call->call) != SHAPE_PREFIX
                     : m == root         ? me != root
                                         : me == root;
        if (cause && !collective->notes[m].entered && unread_of(watch, comm->members[m]))
            return true;
    }
    return false;
}

static int member(const struct comm *comm, int rank) {
    for (int m = 0; comm && m < comm->size; m++)
        if (comm->members[m] == rank)
            return m;
    return -1;
}

/* Whether the record tells of an end whose cause is still to be read. */
bool cause_missing(const struct watch *watch, int owner, const struct watch_record *record) {
    const struct rank *rank = &watch->ranks[owner];
    if (!clocks_kept(watch))
        return false;
    if (record->kind == RECORD_LEAVE && rank->in_call && record->leave.error == 0) {
        if (rank->receiving && class_of(rank->now.call) != CLASS_PROBE)
            return message_missing(watch, rank->receiving, record->leave.source, record->leave.tag);
        return member_missing(watch, rank->comm, rank->number, &rank->now,
                              member(rank->comm, owner));
    }
    if (record->kind != RECORD_DONE || (record->flags & FLAG_CANCELLED))
        return false;
    const struct watch_done *done = &record->done[0];
    struct request *request = index_get(&rank->requests, done->request);
    if (!request || done->error != 0)
        return false;
    if (request->message)
        return !request->message->sends &&
               message_missing(watch, request->message, done->source, done->tag);
    return member_missing(watch, request->comm, request->number, &request->begun,
                          member(request->comm, owner));
}
