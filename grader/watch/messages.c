/* SPDX-License-Identifier: MIT */
/* Which send meets which receive.
 *
 * A message meets the first receive posted at its destination that fits it, and a receive takes the
 * first message that fits it; messages of one sender do not overtake each other. So for receives
 * that name their source the outcome does not depend on the order in which we read the records. A
 * receive from anyone is left open until it has completed and says whom it heard; while one is
 * open, messages and receives that it may come between are left unmatched, which the prover reads
 * as "may go on". */
#include "watch/state.h"

#include <stdlib.h>
#include <string.h>

static void append(struct message_list *list, struct message *message) {
    if (!list->end)
        list->end = &list->first;
    *list->end = message;
    list->end = &message->next;
    list->count++;
    message->next = NULL;
    message->references++;
}

static void unlink_message(struct message_list *list, struct message *message) {
    struct message **link = &list->first;
    for (; *link && *link != message; message->cost->steps++)
        link = &(*link)->next;
    if (!*link)
        return;
    *link = message->next;
    if (!message->next)
        list->end = link;
    list->count--;
    message_release(message);
}

static int world_rank(const struct comm *comm, int rank) {
    if (rank == WATCH_ANY)
        return WATCH_ANY;
    return rank >= 0 && rank < comm->size ? comm->members[rank] : WATCH_INVALID;
}

static int comm_rank(const struct comm *comm, int world) {
    for (int i = 0; i < comm->size; i++)
        if (comm->members[i] == world)
            return i;
    return -1;
}

static size_t message_bytes(const struct watch *watch, bool sends) {
    size_t clock = sends && clocks_kept(watch) ? (size_t)watch->np * sizeof(uint32_t) : 0;
    return sizeof(struct message) + clock + 32; /* what malloc() needs itself */
}

/* NULL when the record is about no message: to or from nobody, to no such rank, on a communicator
 * that we cannot follow. */
struct message *message_new(struct watch *watch, struct comm *comm, int owner, bool sends,
                            const struct watch_record *record) {
    int peer = comm && !comm->inter ? world_rank(comm, record->call_.peer) : WATCH_INVALID;
    bool anyone = peer == WATCH_ANY && !sends;
    if (peer < 0 && !anyone)
        return NULL;
    if (!keep(watch, message_bytes(watch, sends))) {
        watch->lost = true;
        return NULL;
    }
    size_t clock = sends ? clock_bytes(watch) : 0, size = sizeof(struct message) + clock;
    struct message *message = malloc(size);
    if (!message)
        die("out of memory");
    /* For each message, so neither calloc() nor one big initialiser: these are slow. */
    memset(message, 0, size);
    message->references = 1;
    message->cost = &watch->cost;
    message->size = message_bytes(watch, sends);
    message->owner = owner;
    message->source = sends ? owner : peer;
    message->dest = sends ? peer : owner;
    message->tag = message->asked_tag = record->call_.tag;
    message->sends = sends;
    message->wildcard = anyone;
    message->type = *account_type(&watch->ranks[owner], record->call_.type);
    message->count = record->call_.count;
    message->call = record->call;
    message->where = record->call_.where;
    message->comm = record->comm;
    message->apart = comm->apart;
    message->event = NO_EVENT;
    message->origin = loop_origin(watch);
    message->inbox = &comm->inboxes[sends ? record->call_.peer : comm_rank(comm, owner)];
    if (clock > 0) {
        message->clock = (uint32_t *)(message + 1);
        memcpy(message->clock, watch->ranks[owner].clock, clock);
    }
    return message;
}

void message_release(struct message *message) {
    if (!message || --message->references > 0)
        return;
    /* NOLINTNEXTLINE(clang-analyzer-unix.Malloc): it does not follow the counts of references */
    message_release(message->partner);
    let_go(message->cost, message->size);
    free(message);
}

bool message_fits(const struct message *send, const struct message *receive) {
    return (receive->source == WATCH_ANY || receive->source == send->source) &&
           (receive->tag == WATCH_ANY || receive->tag == send->tag);
}

/* ---- what a match tells ---- */

static void compare(struct watch *watch, const struct message *send,
                    const struct message *receive) {
    struct misuse_seen seen = {.rank = receive->owner,
                               .call = receive->call,
                               .where = receive->where,
                               .other_rank = send->owner,
                               .other_call = send->call,
                               .other_where = send->where};
    int64_t sent = bytes_of(send->type, send->count);
    int64_t room = bytes_of(receive->type, receive->count);
    if (sent > room && room >= 0) {
        seen.kind = MISUSE_TRUNCATED;
        seen.mine = room;
        seen.others = sent;
        note_misuse(watch, seen);
        return;
    }
    if (types_differ(receive->type, send->type) && sent > 0) {
        seen.kind = MISUSE_TYPE_MISMATCH;
        seen.mine = receive->type.basic;
        seen.others = send->type.basic;
        note_misuse(watch, seen);
    }
}

/* An event has one other end: that of a Sendrecv is where it sends to. */
static void tie_events(struct watch *watch, const struct message *one,
                       const struct message *other) {
    struct rank *rank = &watch->ranks[one->owner];
    if (!one->sends && class_of(one->call) == CLASS_SENDRECV)
        return;
    if (one->event < rank->event_count) {
        rank->events[one->event].match_rank = other->owner;
        rank->events[one->event].match_event = other->event;
        rank->events[one->event].sends = one->sends;
    }
}

/* For race.c: what met what since the first receive from anyone. */
static void remember(struct watch *watch, struct inbox *inbox, struct message *receive) {
    if (!inbox->wild || !clocks_kept(watch) || inbox->pair_count == MOST_PAIRS ||
        (!inbox->pairs && !keep(watch, MOST_PAIRS * sizeof(struct message *))))
        return;
    if (!inbox->pairs && !(inbox->pairs = malloc(MOST_PAIRS * sizeof(struct message *))))
        die("out of memory");
    inbox->pairs[inbox->pair_count++] = receive;
    receive->references++;
}

static void match(struct watch *watch, struct message *send, struct message *receive) {
    send->matched = receive->matched = true;
    size_t edge = (size_t)send->owner * (size_t)watch->np + (size_t)receive->owner;
    tally(watch, send->apart ? &send->apart[(size_t)watch->np * (size_t)watch->np + edge]
                             : &watch->received[edge]);
    compare(watch, send, receive);
    tie_events(watch, send, receive);
    tie_events(watch, receive, send);
    struct inbox *inbox = send->inbox;
    receive->partner = send;
    send->references++;
    remember(watch, inbox, receive);
    unlink_message(&inbox->sends, send);
    unlink_message(&inbox->receives, receive);
}

/* ---- matching ---- */

/* Whether a receive from anyone, posted before `until` and still open, may take the message. */
static bool may_go_to_anyone(const struct inbox *inbox, const struct message *send,
                             const struct message *until) {
    for (const struct message *r = inbox->receives.first; r && r != until; r = r->next) {
        send->cost->steps++;
        if (r->source == WATCH_ANY && message_fits(send, r))
            return true;
    }
    return false;
}

/* Finds a message for a listed receive; true when it found one. */
static bool serve(struct watch *watch, struct message *receive) {
    if (receive->source == WATCH_ANY)
        return false;
    struct message *send = receive->inbox->sends.first;
    for (; send && !message_fits(send, receive); receive->cost->steps++)
        send = send->next;
    if (!send || may_go_to_anyone(receive->inbox, send, receive))
        return false;
    match(watch, send, receive);
    return true;
}

static void deliver(struct watch *watch, struct message *send) {
    struct message *receive = send->inbox->receives.first;
    for (; receive && !message_fits(send, receive); send->cost->steps++)
        receive = receive->next;
    if (receive && receive->source != WATCH_ANY)
        (void)serve(watch, receive);
}

void message_post(struct watch *watch, struct message *message) {
    struct inbox *inbox = message->inbox;
    struct message_list *list = message->sends ? &inbox->sends : &inbox->receives;
    if (list->count >= MOST_WAITING_MESSAGES) {
        watch->lost = true;
        return;
    }
    message->order = inbox->posted++;
    inbox->wild = inbox->wild || message->wildcard;
    loop_touches_inbox(watch, inbox);
    append(list, message);
    if (message->sends) {
        size_t edge = (size_t)message->owner * (size_t)watch->np + (size_t)message->dest;
        tally(watch, &(message->apart ? message->apart : watch->messages)[edge]);
        deliver(watch, message);
    } else {
        (void)serve(watch, message);
    }
}

/* The receive completed: what it heard frees those that it came between. */
void message_resolve(struct watch *watch, struct message *receive, int source, int tag) {
    if (receive->source != WATCH_ANY || source < 0 || source >= watch->np)
        return;
    receive->source = source;
    receive->tag = tag;
    loop_unsteady(watch);
    struct inbox *inbox = receive->inbox;
    for (struct message *r = inbox->receives.first, *next; r && !exhausted(r->cost); r = next) {
        next = r->next;
        (void)serve(watch, r);
    }
}

bool message_pending(const struct message *message) {
    if (message->matched || message->inbox->uncertain || exhausted(message->cost))
        return true;
    const struct message *other =
        message->sends ? message->inbox->receives.first : message->inbox->sends.first;
    for (; other; other = other->next) {
        message->cost->steps++;
        if (message->sends ? message_fits(message, other) : message_fits(other, message))
            return true;
    }
    return false;
}

static void list_done(struct message_list *list) {
    for (struct message *message = list->first, *next; message; message = next) {
        next = message->next;
        message->inbox = NULL;
        message_release(message);
    }
    *list = (struct message_list){0};
}

void inbox_done(struct inbox *inbox) {
    list_done(&inbox->sends);
    list_done(&inbox->receives);
    for (size_t i = 0; i < inbox->pair_count; i++)
        message_release(inbox->pairs[i]);
    free((void *)inbox->pairs);
}
