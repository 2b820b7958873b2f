/* SPDX-License-Identifier: MIT */
/* What a rank that is inside an MPI call needs from others before the call can return.
 *
 * The answer errs on one side only: a need that is left out, or wider than it is, hides a deadlock;
 * a need too many would invent one. So everything not understood is "not blocked". */
#include "watch/state.h"

#include <string.h>

static void add(struct need *need, enum need_set set, int rank) {
    if (!need->sets[set][rank]) {
        need->sets[set][rank] = true;
        need->counts[set]++;
    }
}

/* How a message that is still waited for can get on; false: it may at any moment. */
static bool message_needs(const struct watch *watch, const struct message *message,
                          struct need *need, bool one_of_several) {
    if (!message || message->buffered || message_pending(message))
        return false;
    enum need_set loose = message->sends && !message->synchronous ? LOOSE_ALL : NEED_ALL;
    if (one_of_several)
        loose = loose == LOOSE_ALL ? LOOSE_ANY : NEED_ANY;
    if (message->sends) {
        add(need, loose, message->dest);
    } else if (message->source != WATCH_ANY) {
        add(need, loose, message->source);
    } else {
        const struct comm_handle *handle =
            index_get(&watch->ranks[message->owner].comms, message->comm);
        if (!handle)
            return false;
        for (int i = 0; i < handle->comm->size; i++)
            if (handle->comm->members[i] != message->owner || handle->comm->size == 1)
                add(need, NEED_ANY, handle->comm->members[i]);
    }
    return true;
}

/* ---- collectives ---- */

/* Whether `me` must hear from `other` (comm ranks) for certain before it can return. */
static bool certainly(const struct collective *collective, const struct watch_record *call, int me,
                      int other) {
    int root = call->call_.peer;
    bool data = collective->count > 0;
    switch (shape_of(call->call)) {
    case SHAPE_ALWAYS:
        return true;
    case SHAPE_ALL:
        return data;
    case SHAPE_FROM_ROOT:
        return data && other == root && me != other;
    case SHAPE_TO_ROOT:
        return data && me == root;
    case SHAPE_PREFIX:
        return data && other < me;
    case SHAPE_LOOSE:
        return false;
    }
    return false;
}

/* A byte may take 10 ns for each member; amounts that we do not know, half a second. */
static uint64_t time_for(const struct comm *comm, const struct collective *collective) {
    int64_t bytes = bytes_of(collective->type, collective->count);
    if (bytes < 0 || bytes > INT64_MAX / 20480)
        return 500000000u;
    return (uint64_t)bytes * (uint64_t)comm->size * 10;
}

/* Comm rank; -1: no member. */
static int member_index(const struct comm *comm, int rank) {
    for (int i = 0; i < comm->size; i++)
        if (comm->members[i] == rank)
            return i;
    return -1;
}

bool collective_is_loose(const struct rank *rank, int owner) {
    struct comm *comm = rank->comm;
    const struct collective *collective = comm ? collective_open(comm, rank->number) : NULL;
    if (!collective || collective->crossed)
        return false;
    int me = member_index(comm, owner);
    for (int i = 0; i < comm->size; i++)
        if (i != me && !collective->notes[i].entered && certainly(collective, &rank->now, me, i))
            return false;
    return true;
}

static bool collective_needs(struct comm *comm, uint64_t number, const struct watch_record *call,
                             int owner, struct need *need, bool one_of_several) {
    struct collective *collective = collective_open(comm, number);
    if (!collective)
        return false; /* all are in it */
    int me = member_index(comm, owner);
    bool needs = false;
    for (int i = 0; i < comm->size; i++) {
        /* Those in another collective are no help, either. */
        if (i == me || (collective->notes[i].entered && !collective->crossed))
            continue;
        bool certain = !collective->crossed &&
                       ((call->flags & FLAG_STRICT) || certainly(collective, call, me, i));
        enum need_set set = certain ? NEED_ALL : LOOSE_ALL;
        if (one_of_several)
            set = certain ? NEED_ANY : LOOSE_ANY;
        add(need, set, comm->members[i]);
        if (!certain && need->patience_ns < time_for(comm, collective))
            need->patience_ns = time_for(comm, collective);
        if (!certain && need->hops < comm->size)
            need->hops = comm->size;
        needs = true;
    }
    return needs;
}

/* ---- requests ---- */

static bool request_needs(struct watch *watch, int owner, uint32_t serial, struct need *need,
                          bool one_of_several) {
    struct request *request = index_get(&watch->ranks[owner].requests, serial);
    if (!request)
        return false;
    if (request->comm)
        return collective_needs(request->comm, request->number, &request->begun, owner, need,
                                one_of_several);
    return message_needs(watch, request->message, need, one_of_several);
}

/* All of the requests: each that needs something adds to what must happen. */
static bool needs_all(struct watch *watch, int owner, struct need *need) {
    const struct rank *rank = &watch->ranks[owner];
    bool needs = false;
    for (size_t i = 0; i < rank->wait_count; i++)
        needs = request_needs(watch, owner, rank->waits[i], need, false) || needs;
    return needs;
}

/* One of them: as long as any may complete, nothing is needed. */
static bool needs_any(struct watch *watch, int owner, struct need *need) {
    const struct rank *rank = &watch->ranks[owner];
    for (size_t i = 0; i < rank->wait_count; i++)
        if (!request_needs(watch, owner, rank->waits[i], need, true))
            return false;
    return rank->wait_count > 0;
}

/* ---- the call ---- */

static bool call_needs(struct watch *watch, int owner, struct need *need) {
    struct rank *rank = &watch->ranks[owner];
    switch (class_of(rank->now.call)) {
    case CLASS_SEND:
    case CLASS_SSEND:
        return message_needs(watch, rank->sending, need, false);
    case CLASS_RECEIVE:
    case CLASS_PROBE:
    case CLASS_MPROBE:
        return message_needs(watch, rank->receiving, need, false);
    case CLASS_SENDRECV: {
        bool sends = message_needs(watch, rank->sending, need, false);
        return message_needs(watch, rank->receiving, need, false) || sends;
    }
    case CLASS_WAIT_ALL:
        return needs_all(watch, owner, need);
    case CLASS_WAIT_ANY:
        return needs_any(watch, owner, need);
    case CLASS_COLLECTIVE:
        return rank->comm &&
               collective_needs(rank->comm, rank->number, &rank->now, owner, need, false);
    case CLASS_OTHER:
    case CLASS_BSEND:
    case CLASS_START:
    case CLASS_INIT:
    case CLASS_FINALIZE:
    case CLASS_ABORT:
        break;
    }
    return false;
}

void needs_of(struct watch *watch, int owner, struct need *need) {
    const struct rank *rank = &watch->ranks[owner];
    need->patience_ns = 0;
    need->hops = 0;
    for (int set = 0; set < NEED_SETS; set++) {
        memset(need->sets[set], 0, (size_t)watch->np * sizeof(bool));
        need->counts[set] = 0;
    }
    need->blocked =
        rank->in_call && !rank->threaded && !rank->failed && call_needs(watch, owner, need);
}
