/* SPDX-License-Identifier: MIT */
/* Takes a rank's records, in order, and keeps the state up to date. Nothing in a record is trusted:
 * numbers are looked up, never used as addresses; what makes no sense is skipped, and what cannot
 * be kept sets `lost`. */
#include "watch/state.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

bool keep(struct watch *watch, size_t bytes) {
    if (bytes > MOST_KEPT || watch->cost.kept > MOST_KEPT - bytes)
        return false;
    watch->cost.kept += bytes;
    return true;
}

void let_go(struct cost *cost, size_t bytes) {
    cost->kept -= bytes;
}

bool exhausted(const struct cost *cost) {
    return cost->steps > MOST_STEPS;
}

void note_misuse(struct watch *watch, struct misuse_seen seen) {
    if (watch->misuse_count >= MOST_MISUSES)
        return;
    struct misuse_seen *new = arena_push(watch->arena, &watch->misuses, &watch->misuse_count,
                                         &watch->misuse_capacity, sizeof *new);
    *new = seen;
}

/* ---- the log ---- */

static size_t log_event(struct watch *watch, struct rank *rank, const struct watch_record *record,
                        struct comm *comm) {
    if (rank->event_count >= MOST_EVENTS) {
        tally(watch, &rank->events_dropped);
        return NO_EVENT;
    }
    struct logged *event = arena_push(watch->arena, &rank->events, &rank->event_count,
                                      &rank->event_capacity, sizeof *event);
    int32_t peer = record->call_.peer;
    *event = (struct logged){
        .begun = *record,
        .comm = comm,
        .comm_number = comm ? comm->number : -1,
        .peer = comm && !comm->inter && peer >= 0 && peer < comm->size ? comm->members[peer]
                : peer == WATCH_ANY                                    ? CALLS_ANY
                                                                       : CALLS_NONE,
        .bytes = bytes_of(*account_type(rank, record->call_.type), record->call_.count),
        .match_rank = -1,
        .match_event = NO_EVENT,
    };
    return rank->event_count - 1;
}

static void close_event(struct rank *rank, size_t event, const struct watch_record *record) {
    if (event < rank->event_count)
        rank->events[event].left = record->time;
}

/* ---- Python's calls, by place ---- */

static void visit(struct watch *watch, struct rank *rank, enum watch_call call, uint64_t where,
                  int tag) {
    uint64_t key = where * CALL_COUNT + call;
    struct site *site = index_get(&rank->sites, key);
    if (!(where & WHERE_PYTHON) || (!site && rank->sites.count >= MOST_SITES))
        return;
    if (!site) {
        site = arena_alloc(watch->arena, sizeof *site);
        *site = (struct site){.where = where, .call = call, .last_tag = WATCH_INVALID};
        index_put(&rank->sites, key, site);
    }
    tally(watch, &site->count);
    if (tag != site->last_tag)
        tally(watch, &site->tags);
    site->last_tag = tag;
}

/* ---- calls that begin ---- */

static struct message *post_message(struct watch *watch, struct comm *comm, int owner, bool sends,
                                    enum call_class class, const struct watch_record *record,
                                    size_t event) {
    struct message *message = message_new(watch, comm, owner, sends, record);
    if (!message)
        return NULL;
    message->synchronous = class == CLASS_SSEND || (record->flags & FLAG_STRICT) != 0;
    message->buffered = class == CLASS_BSEND;
    message->event = event;
    message_post(watch, message);
    return message;
}

static void keep_waits(struct watch *watch, struct rank *rank, const struct watch_record *record) {
    for (uint32_t i = 0; i < record->comm && i < WATCH_WORDS; i++) {
        if (rank->piece_count >= MOST_REQUESTS) {
            watch->lost = true;
            return;
        }
        if (rank->piece_count == rank->wait_capacity) {
            size_t capacity = rank->wait_capacity > 0 ? rank->wait_capacity * 2 : 16;
            uint32_t *waits = realloc(rank->waits, capacity * sizeof *waits);
            if (!waits)
                die("out of memory");
            rank->waits = waits;
            rank->wait_capacity = capacity;
        }
        rank->waits[rank->piece_count++] = (uint32_t)record->words[i];
    }
}

static void enter(struct watch *watch, int owner, const struct watch_record *record) {
    struct rank *rank = &watch->ranks[owner];
    const struct comm_handle *handle = comm_of(rank, record->comm);
    struct comm *comm = handle ? handle->comm : NULL;
    enum call_class class = class_of(record->call);
    message_release(rank->sending); /* of a call that never returned: other threads, or a lie */
    message_release(rank->receiving);
    visit(watch, rank, record->call, record->call_.where, record->call_.tag);
    rank->now = rank->last = *record;
    rank->in_call = true;
    rank->exited = false;
    join_release(rank->join);
    rank->comm = NULL;
    rank->join = NULL;
    rank->sending = rank->receiving = NULL;
    rank->wait_count = rank->piece_count;
    clock_tick(watch, owner);
    rank->event = log_event(watch, rank, record, comm);
    if (class == CLASS_SEND || class == CLASS_SSEND || class == CLASS_BSEND ||
        class == CLASS_SENDRECV)
        rank->sending = post_message(watch, comm, owner, true, class, record, rank->event);
    if (class == CLASS_RECEIVE || class == CLASS_MPROBE)
        rank->receiving = post_message(watch, comm, owner, false, class, record, rank->event);
    if (class == CLASS_SENDRECV && rank->has_half) {
        rank->half.comm = record->comm;
        rank->half.call = record->call;
        rank->half.flags &= (uint8_t)~FLAG_STRICT;
        rank->receiving = post_message(watch, comm, owner, false, class, &rank->half, rank->event);
    }
    if (class == CLASS_PROBE) /* asked about, not taken: never listed */
        rank->receiving = message_new(watch, comm, owner, false, record);
    if (class == CLASS_COLLECTIVE && comm && !comm->inter) {
        rank->comm = comm;
        rank->number = collective_enter(watch, comm, handle->rank, owner, record,
                                        rank->has_half ? &rank->half : NULL, &rank->join);
    }
}

/* NULL when it cannot be kept; then the message is released. */
static struct request *add_request(struct watch *watch, struct rank *rank,
                                   const struct watch_record *record, struct message *message,
                                   struct comm *comm, uint64_t number, size_t event) {
    if (rank->requests.count >= MOST_REQUESTS ||
        index_get(&rank->requests, record->call_.request) ||
        !keep(watch, sizeof(struct request) + INDEX_BYTES)) {
        watch->lost = true;
        message_release(message);
        return NULL;
    }
    struct request *request = malloc(sizeof *request);
    if (!request)
        die("out of memory");
    request->serial = record->call_.request;
    request->message = message;
    request->comm = comm;
    request->number = number;
    request->join = NULL;
    request->begun = *record;
    request->event = event;
    request->origin = loop_origin(watch);
    index_put(&rank->requests, request->serial, request);
    return request;
}

static void post(struct watch *watch, int owner, const struct watch_record *record) {
    struct rank *rank = &watch->ranks[owner];
    const struct comm_handle *handle = comm_of(rank, record->comm);
    struct comm *comm = handle ? handle->comm : NULL;
    enum call_class class = class_of(record->call);
    struct watch_record begun = *record;
    rank->last = *record;
    visit(watch, rank, record->call, record->call_.where, record->call_.tag);
    if (class == CLASS_START) {
        const struct watch_record *named = index_get(&rank->persistent, record->call_.persistent);
        class = named ? class_of(named->call) : CLASS_OTHER;
    }
    size_t event = log_event(watch, rank, record, comm);
    close_event(rank, event, record);
    struct message *message = NULL;
    struct comm *collective = NULL;
    struct join *join = NULL;
    uint64_t number = 0;
    clock_tick(watch, owner);
    if (class == CLASS_SEND || class == CLASS_SSEND || class == CLASS_BSEND)
        message = post_message(watch, comm, owner, true, class, &begun, event);
    else if (class == CLASS_RECEIVE)
        message = post_message(watch, comm, owner, false, class, &begun, event);
    else if (class == CLASS_COLLECTIVE && comm && !comm->inter) {
        collective = comm;
        number = collective_enter(watch, comm, handle->rank, owner, record,
                                  rank->has_half ? &rank->half : NULL, &join);
    }
    struct request *request = add_request(watch, rank, &begun, message, collective, number, event);
    if (request)
        request->join = join;
    else
        join_release(join);
}

static void name_request(struct watch *watch, struct rank *rank,
                         const struct watch_record *record) {
    struct watch_record *named = index_get(&rank->persistent, record->call_.request);
    if (!named && (rank->persistent.count >= MOST_MADE ||
                   !keep(watch, sizeof(struct watch_record) + INDEX_BYTES))) {
        watch->lost = true;
        return;
    }
    if (!named && !(named = malloc(sizeof *named)))
        die("out of memory");
    *named = *record;
    index_put(&rank->persistent, record->call_.request, named);
}

/* ---- calls that end ---- */

/* Sources are ranks of the communicator in the records, world ranks in messages. */
int world_source(const struct rank *rank, uint32_t comm, int source) {
    const struct comm_handle *handle = comm_of(rank, comm);
    if (!handle || handle->comm->inter || source < 0 || source >= handle->comm->size)
        return WATCH_INVALID;
    return handle->comm->members[source];
}

static void heard(struct watch *watch, struct message *receive, int source, int tag, int error) {
    if (!receive || !receive->inbox)
        return;
    if (error != 0) {
        receive->inbox->uncertain = !receive->matched || receive->inbox->uncertain;
        loop_unsteady(watch);
        return;
    }
    if (receive->source == WATCH_ANY)
        message_resolve(watch, receive,
                        world_source(&watch->ranks[receive->owner], receive->comm, source), tag);
    clock_hear(watch, receive);
}

static bool is_root(const struct rank *rank, const struct watch_record *call) {
    const struct comm_handle *handle = comm_of(rank, call->comm);
    return handle && handle->rank == call->call_.peer;
}

static void leave(struct watch *watch, int owner, const struct watch_record *record) {
    struct rank *rank = &watch->ranks[owner];
    if (!rank->in_call)
        return;
    enum call_class class = class_of(rank->now.call);
    close_event(rank, rank->event, record);
    if (rank->receiving && class != CLASS_PROBE)
        heard(watch, rank->receiving, record->leave.source, record->leave.tag, record->leave.error);
    if (rank->join)
        join_leave(watch, rank->join, owner, &rank->now, is_root(rank, &rank->now));
    rank->join = NULL;
    if (class == CLASS_INIT && record->leave.error == 0)
        rank->initialized = true;
    if (class == CLASS_FINALIZE && record->leave.error == 0)
        rank->finalized = true;
    message_release(rank->sending);
    message_release(rank->receiving);
    rank->sending = rank->receiving = NULL;
    rank->comm = NULL;
    rank->wait_count = 0;
    rank->in_call = false;
}

void request_free(struct watch *watch, struct request *request) {
    if (!request)
        return;
    let_go(&watch->cost, sizeof *request + INDEX_BYTES);
    message_release(request->message);
    join_release(request->join);
    free(request);
}

static void forget_request(struct watch *watch, struct rank *rank, uint32_t serial) {
    request_free(watch, index_remove(&rank->requests, serial));
}

static void complete(struct watch *watch, int owner, const struct watch_record *record) {
    struct rank *rank = &watch->ranks[owner];
    const struct watch_done *done = &record->done[0];
    struct request *request = index_get(&rank->requests, done->request);
    if (!request)
        return;
    struct message *message = request->message;
    if (record->flags & FLAG_CANCELLED)
        loop_unsteady(watch);
    if (message && (record->flags & FLAG_CANCELLED))
        message->inbox->uncertain = true;
    else if (message && !message->sends)
        heard(watch, message, done->source, done->tag, done->error);
    if (request->join)
        join_leave(watch, request->join, owner, &request->begun, is_root(rank, &request->begun));
    request->join = NULL;
    if (record->flags & FLAG_CHANGED)
        note_misuse(watch, (struct misuse_seen){.kind = MISUSE_BUFFER_CHANGED,
                                                .rank = owner,
                                                .call = request->begun.call,
                                                .where = request->begun.call_.where,
                                                .other_rank = -1});
    if (request->event < rank->event_count)
        rank->events[request->event].left = record->time;
    forget_request(watch, rank, done->request);
}

/* MPI_Request_free lets the communication go on (who frees a receive can never know when it is
 * there); after MPI_Cancel nobody knows whether it happened. */
static void drop(struct watch *watch, int owner, const struct watch_record *record) {
    struct rank *rank = &watch->ranks[owner];
    const struct request *request = index_get(&rank->requests, record->event.request);
    if (record->flags & FLAG_CANCELLED) {
        if (request && request->message)
            request->message->inbox->uncertain = true;
        return;
    }
    if (request && request->message && !request->message->sends)
        note_misuse(watch, (struct misuse_seen){.kind = MISUSE_NOT_COMPLETED,
                                                .rank = owner,
                                                .call = request->begun.call,
                                                .where = request->begun.call_.where,
                                                .other_rank = -1});
    forget_request(watch, rank, record->event.request);
    void *named = index_remove(&rank->persistent, record->event.detail);
    if (named)
        let_go(&watch->cost, sizeof(struct watch_record) + INDEX_BYTES);
    free(named);
}

static void library_saw(struct watch *watch, int owner, const struct watch_record *record) {
    static const enum misuse kinds[SEEN_KIND_COUNT] = {
        [SEEN_BEFORE_INIT] = MISUSE_BEFORE_INIT, [SEEN_AFTER_FINALIZE] = MISUSE_AFTER_FINALIZE,
        [SEEN_ERROR] = MISUSE_MPI_ERROR,         [SEEN_START_ACTIVE] = MISUSE_START_ACTIVE,
        [SEEN_SAME_BUFFER] = MISUSE_SAME_BUFFER, [SEEN_SHARED_BUFFER] = MISUSE_SHARED_BUFFER,
    };
    if (record->event.detail >= SEEN_KIND_COUNT)
        return;
    if (record->event.detail == SEEN_ERROR)
        watch->ranks[owner].failed = true;
    note_misuse(watch, (struct misuse_seen){.kind = kinds[record->event.detail],
                                            .rank = owner,
                                            .call = record->call,
                                            .where = record->event.where,
                                            .other_rank = -1,
                                            .mine = record->event.error});
}

/* ---- dispatch ---- */

static void forget_pieces(struct rank *rank) {
    rank->has_half = false;
    rank->piece_count = 0;
}

/* NOLINTNEXTLINE(readability-function-size): a table, one row a kind of record */
void account(struct watch *watch, int owner, const struct watch_record *record) {
    struct rank *rank = &watch->ranks[owner];
    if (record->call >= CALL_COUNT || record->kind >= RECORD_KIND_COUNT) {
        watch->lost = true;
        return;
    }
    switch ((enum watch_record_kind)record->kind) {
    case RECORD_ENTER:
        enter(watch, owner, record);
        forget_pieces(rank);
        break;
    case RECORD_POST:
        post(watch, owner, record);
        forget_pieces(rank);
        break;
    case RECORD_HALF:
        rank->half = *record;
        rank->has_half = true;
        break;
    case RECORD_REQUESTS:
        keep_waits(watch, rank, record);
        break;
    case RECORD_DONE:
        complete(watch, owner, record);
        break;
    case RECORD_LEAVE:
        leave(watch, owner, record);
        break;
    case RECORD_NAMED:
        name_request(watch, rank, record);
        break;
    case RECORD_DROPPED:
        drop(watch, owner, record);
        break;
    case RECORD_COMM:
        begin_comm(watch, owner, record);
        break;
    case RECORD_MEMBERS:
        more_members(watch, owner, record);
        break;
    case RECORD_COMM_FREED:
        free_comm(watch, rank, record);
        break;
    case RECORD_TYPE:
        learn_type(watch, rank, record);
        break;
    case RECORD_MADE:
        make(watch, rank, record);
        break;
    case RECORD_FREED:
        unmake(watch, rank, record);
        break;
    case RECORD_FILE:
    case RECORD_TEXT:
        file_name(watch, rank, record);
        break;
    case RECORD_SITE:
        visit(watch, rank, record->call, record->event.where, 0);
        break;
    case RECORD_MISUSE:
        library_saw(watch, owner, record);
        break;
    case RECORD_EXIT:
        rank->exited = true;
        break;
    case RECORD_NONE:
    case RECORD_AGAIN:
    case RECORD_FEW: /* read.c knows these */
    case RECORD_LOOP:
    case RECORD_KIND_COUNT:
        break;
    }
}

static void rank_done(struct rank *rank) {
    void *value;
    for (size_t i = 0; (value = index_next(&rank->requests, &i));) {
        message_release(((struct request *)value)->message);
        join_release(((struct request *)value)->join);
        free(value);
    }
    for (size_t i = 0; (value = index_next(&rank->persistent, &i));)
        free(value);
    for (size_t i = 0; (value = index_next(&rank->made, &i));)
        free(value);
    message_release(rank->sending);
    message_release(rank->receiving);
    join_release(rank->join);
    free(rank->waits);
    index_done(&rank->comms);
    index_done(&rank->types);
    index_done(&rank->requests);
    index_done(&rank->persistent);
    index_done(&rank->made);
    index_done(&rank->files);
    index_done(&rank->sites);
}

void account_done(struct watch *watch) {
    for (int r = 0; r < watch->np; r++)
        rank_done(&watch->ranks[r]);
    void *value;
    for (size_t i = 0; (value = index_next(&watch->comms, &i));) {
        struct comm *comm = value;
        for (int m = 0; m < comm->size; m++)
            inbox_done(&comm->inboxes[m]);
        collectives_done(watch, comm);
    }
    index_done(&watch->comms);
}
