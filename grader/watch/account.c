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

/* ---- datatypes ---- */

const struct type *account_type(const struct rank *rank, uint32_t type) {
    static const struct type predefined[] = {
        {.type = TYPE_UNKNOWN, .basics = 1},
#define TYPE(name, bytes_, alike)                                                                  \
    {.type = TYPE_##name, .basic = TYPE_##name, .bytes = (bytes_), .basics = 1},
#include "watch/mpi_types.def"
    };
    static const struct type unknown = {.type = TYPE_UNKNOWN};
    if (type < TYPE_FIRST_DERIVED)
        return &predefined[type];
    const struct type *known = index_get(&rank->types, type);
    return known ? known : &unknown;
}

/* Types that hold the same C type under other names are alike; MPI_PACKED meets all. */
bool types_differ(struct type one, struct type other) {
    char mine = type_alike(one.basic), others = type_alike(other.basic);
    return mine != 0 && others != 0 && mine != others && mine != 'P' && others != 'P';
}

int64_t bytes_of(struct type type, int64_t count) {
    int64_t bytes;
    if (type.type == TYPE_UNKNOWN || count < 0 ||
        __builtin_mul_overflow(type.bytes, count, &bytes) || bytes < 0)
        return -1;
    return bytes;
}

static void learn_type(struct watch *watch, struct rank *rank, const struct watch_record *record) {
    uint32_t number = record->type_.type;
    if (number < TYPE_FIRST_DERIVED || rank->types.count >= MOST_MADE)
        return; /* its messages' sizes will not be known */
    struct type *type = index_get(&rank->types, number);
    if (!type && !keep(watch, sizeof *type + INDEX_BYTES))
        return;
    if (!type)
        type = arena_alloc(watch->arena, sizeof *type);
    *type = (struct type){
        .type = number,
        .basic = record->type_.basic < TYPE_FIRST_DERIVED ? record->type_.basic : TYPE_UNKNOWN,
        .bytes = record->type_.bytes,
        .basics = record->type_.basics,
        .signature = record->type_.signature,
    };
    index_put(&rank->types, number, type);
}

/* ---- communicators ---- */

static struct comm *comm_new(struct watch *watch, const struct watch_record *record,
                             const int *members) {
    int size = record->comm_.size;
    struct comm *comm = arena_alloc(watch->arena, sizeof *comm);
    *comm = (struct comm){.id = record->comm_.id,
                          .number = watch->comm_count++,
                          .size = size,
                          .inter = (record->flags & FLAG_INTER) != 0,
                          .members = arena_array(watch->arena, (size_t)size, sizeof(int)),
                          .inboxes = arena_array(watch->arena, (size_t)size, sizeof(struct inbox)),
                          .next = arena_array(watch->arena, (size_t)size, sizeof(uint64_t)),
                          .serials = arena_array(watch->arena, (size_t)size, sizeof(uint32_t))};
    memcpy(comm->members, members, (size_t)size * sizeof *members);
    /* What mpi4py's reductions send among themselves is not what the program sends; which those
     * are is known only when its text is read. */
    comm->made_where = record->comm_.where;
    if ((comm->made_where & WHERE_PYTHON) && record->call == CALL_Comm_dup &&
        watch->apart_count < MOST_APART) {
        watch->apart_count++;
        comm->apart =
            arena_array(watch->arena, 2 * (size_t)watch->np * (size_t)watch->np, sizeof(uint64_t));
    }
    index_put(&watch->comms, comm->id, comm);
    return comm;
}

static bool members_sound(const struct watch *watch, const struct watch_record *record,
                          const int *members, int owner) {
    for (int i = 0; i < record->comm_.size; i++)
        if (members[i] < 0 || members[i] >= watch->np)
            return false;
    return record->comm_.rank >= 0 && record->comm_.rank < record->comm_.size &&
           members[record->comm_.rank] == owner;
}

/* Whether what is told fits what the others told, and is not too much. */
static bool comm_sound(struct watch *watch, int owner, const struct comm *comm) {
    const struct rank *rank = &watch->ranks[owner];
    const struct watch_record *record = &rank->comm_record;
    const size_t size = (size_t)record->comm_.size;
    if (!members_sound(watch, record, rank->members, owner) || watch->comms.count >= MOST_COMMS ||
        rank->comms.count >= MOST_COMMS || index_get(&rank->comms, record->comm))
        return false;
    if (comm)
        return comm->size == record->comm_.size &&
               memcmp(comm->members, rank->members, size * sizeof *rank->members) == 0;
    return keep(watch, sizeof *comm + INDEX_BYTES +
                           size * (2 * sizeof(int) + sizeof(struct inbox) + sizeof(uint64_t)));
}

/* All its members are told. The other ranks' word for it must be the same. */
static void learn_comm(struct watch *watch, int owner) {
    struct rank *rank = &watch->ranks[owner];
    const struct watch_record *record = &rank->comm_record;
    rank->making = false;
    struct comm *comm = index_get(&watch->comms, record->comm_.id);
    if (!comm_sound(watch, owner, comm) || !keep(watch, sizeof(struct comm_handle) + INDEX_BYTES)) {
        watch->lost = true;
        return;
    }
    if (!comm)
        comm = comm_new(watch, record, rank->members);
    struct comm_handle *handle = arena_alloc(watch->arena, sizeof *handle);
    *handle = (struct comm_handle){.comm = comm,
                                   .rank = record->comm_.rank,
                                   .where = record->comm_.where,
                                   .call = record->call};
    comm->serials[handle->rank] = record->comm;
    index_put(&rank->comms, record->comm, handle);
}

static void begin_comm(struct watch *watch, int owner, const struct watch_record *record) {
    struct rank *rank = &watch->ranks[owner];
    if (record->comm_.size < 1 || record->comm_.size > watch->np) {
        watch->lost = true;
        return;
    }
    if (!rank->members)
        rank->members = arena_array(watch->arena, (size_t)watch->np, sizeof *rank->members);
    rank->making = true;
    rank->comm_record = *record;
    rank->member_count = 0;
}

static void more_members(struct watch *watch, int owner, const struct watch_record *record) {
    struct rank *rank = &watch->ranks[owner];
    for (uint32_t i = 0; rank->making && i < record->comm && i < WATCH_WORDS; i++)
        if (rank->member_count < (size_t)rank->comm_record.comm_.size)
            rank->members[rank->member_count++] = record->words[i];
    if (rank->making && rank->member_count == (size_t)rank->comm_record.comm_.size)
        learn_comm(watch, owner);
}

static struct comm_handle *comm_of(const struct rank *rank, uint32_t serial) {
    struct comm_handle *handle = index_get(&rank->comms, serial);
    return handle && !handle->comm->gone ? handle : NULL;
}

/* ---- the log ---- */

static size_t log_event(struct watch *watch, struct rank *rank, const struct watch_record *record,
                        struct comm *comm) {
    if (rank->event_count >= MOST_EVENTS) {
        rank->events_dropped++;
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
    site->count++;
    site->tags += tag != site->last_tag;
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

static void forget_request(struct watch *watch, struct rank *rank, uint32_t serial) {
    struct request *request = index_remove(&rank->requests, serial);
    if (request) {
        let_go(&watch->cost, sizeof *request + INDEX_BYTES);
        message_release(request->message);
        join_release(request->join);
    }
    free(request);
}

static void complete(struct watch *watch, int owner, const struct watch_record *record) {
    struct rank *rank = &watch->ranks[owner];
    const struct watch_done *done = &record->done[0];
    struct request *request = index_get(&rank->requests, done->request);
    if (!request)
        return;
    struct message *message = request->message;
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

/* ---- what must be freed; what the library saw ---- */

static uint64_t made_key(const struct watch_record *record) {
    return record->event.handle * HANDLE_KIND_COUNT + record->event.detail;
}

static void make(struct watch *watch, struct rank *rank, const struct watch_record *record) {
    struct made *made = index_get(&rank->made, made_key(record));
    if (record->event.detail >= HANDLE_KIND_COUNT || rank->made.count >= MOST_MADE)
        return;
    if (!made && !keep(watch, sizeof *made + INDEX_BYTES))
        return;
    if (!made) {
        made = calloc(1, sizeof *made);
        if (!made)
            die("out of memory");
        index_put(&rank->made, made_key(record), made);
    }
    *made = (struct made){.kind = (enum watch_handle)record->event.detail,
                          .count = made->count < INT_MAX ? made->count + 1 : INT_MAX,
                          .where = record->event.where,
                          .call = record->call};
}

static void unmake(struct watch *watch, struct rank *rank, const struct watch_record *record) {
    struct made *made = index_get(&rank->made, made_key(record));
    if (made && --made->count <= 0) {
        let_go(&watch->cost, sizeof *made + INDEX_BYTES);
        free(index_remove(&rank->made, made_key(record)));
    }
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

/* ---- Python files ---- */

/* The name comes in pieces; a number's name is told once. */
static void file_name(struct watch *watch, struct rank *rank, const struct watch_record *record) {
    if (record->comm >= MOST_FILES)
        return;
    struct file_name *name = index_get(&rank->files, record->comm);
    if (!name) {
        name = arena_alloc(watch->arena, sizeof *name);
        index_put(&rank->files, record->comm, name);
    }
    size_t length = strlen(name->text), more = strnlen(record->text, sizeof record->text);
    if (length + more < sizeof name->text)
        memcpy(name->text + length, record->text, more);
}

/* ---- dispatch ---- */

static void forget_pieces(struct rank *rank) {
    rank->has_half = false;
    rank->piece_count = 0;
}

/* Nothing can happen on it any more. */
static bool comm_over(const struct comm *comm) {
    if (comm->freed < comm->size || comm->open_count > 0)
        return false;
    for (int m = 0; m < comm->size; m++) {
        const struct inbox *inbox = &comm->inboxes[m];
        if (inbox->sends.first || inbox->receives.first || inbox->pairs || inbox->uncertain)
            return false;
    }
    return true;
}

/* The log may name it still, so its memory stays; a program may make and free thousands. */
static void free_comm(struct watch *watch, const struct rank *rank,
                      const struct watch_record *record) {
    struct comm_handle *handle = comm_of(rank, record->comm);
    if (!handle || handle->freed)
        return;
    struct comm *comm = handle->comm;
    handle->freed = true;
    comm->freed++;
    if (!comm_over(comm))
        return;
    comm->gone = true;
    collectives_done(comm);
    (void)index_remove(&watch->comms, comm->id);
    for (int m = 0; m < comm->size; m++)
        (void)index_remove(&watch->ranks[comm->members[m]].comms, comm->serials[m]);
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
        collectives_done(comm);
    }
    index_done(&watch->comms);
}
