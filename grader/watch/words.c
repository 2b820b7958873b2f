/* SPDX-License-Identifier: MIT */
/* The deadlock as a student reads it: a sentence for each rank, a paragraph, a picture. */
#include "watch/finish.h"

#include "base/messages.h"

#include <string.h>

static const char *at(struct arena *arena, struct place place) {
    return place.file ? arena_printf(arena, " (%s:%d)", place.file, place.line) : "";
}

static const char *list_of(struct arena *arena, const int *ranks, size_t count, const char *last) {
    const char *text = "";
    for (size_t i = 0; i < count; i++)
        text = i == 0           ? arena_printf(arena, "%d", ranks[i])
               : i + 1 == count ? arena_printf(arena, "%s %s %d", text, last, ranks[i])
                                : arena_printf(arena, "%s, %d", text, ranks[i]);
    return text;
}

static const char *ranks_text(struct arena *arena, const struct stuck_rank *stuck) {
    if (stuck->need_count == 0)
        return _("nobody");
    if (stuck->need_count == 1)
        return arena_printf(arena, _("rank %d"), stuck->needs[0]);
    const char *list =
        list_of(arena, stuck->needs, stuck->need_count, stuck->any ? _("or") : _("and"));
    return arena_printf(arena, _("ranks %s"), list);
}

/* ---- messages ---- */

/* A message from the right rank that has another tag is the likeliest mistake. */
static const char *other_tag(struct arena *arena, const struct message *receive) {
    if (!receive || !receive->inbox || receive->tag == WATCH_ANY)
        return "";
    for (const struct message *s = receive->inbox->sends.first; s; s = s->next)
        if (receive->source == WATCH_ANY || receive->source == s->source)
            return arena_printf(arena, _("; a message from rank %d is there, but its tag is %d"),
                                s->source, s->tag);
    return "";
}

static const char *receive_text(struct arena *arena, const struct message *receive,
                                const struct stuck_rank *stuck) {
    const char *tag =
        receive->tag == WATCH_ANY ? "" : arena_printf(arena, _(" with tag %d"), receive->tag);
    if (receive->source == WATCH_ANY)
        return arena_printf(arena, _("a message%s from any rank (%s)%s"), tag,
                            ranks_text(arena, stuck), other_tag(arena, receive));
    return arena_printf(arena, _("a message%s from rank %d%s"), tag, receive->source,
                        other_tag(arena, receive));
}

static const char *send_text(struct arena *arena, const struct message *send) {
    return arena_printf(arena, _("rank %d to receive its message with tag %d"), send->dest,
                        send->tag);
}

/* What a wait still waits for, the first few. */
static const char *requests_text(const struct wording *wording, int r,
                                 const struct stuck_rank *stuck) {
    enum { FEW = 4 };
    struct arena *arena = wording->arena;
    const struct rank *rank = &wording->watch->ranks[r];
    const char *text = "";
    size_t told = 0;
    for (size_t i = 0; i < rank->wait_count && told < FEW; i++) {
        const struct request *request = index_get(&rank->requests, rank->waits[i]);
        if (!request || (request->message && message_pending(request->message)))
            continue;
        const struct message *wanted = request->message;
        const char *what = wanted && wanted->sends ? send_text(arena, wanted)
                           : wanted                ? receive_text(arena, wanted, stuck)
                                                   : ranks_text(arena, stuck);
        text = arena_printf(arena, _("%s%s%s [%s%s]"), text, told > 0 ? "; " : "", what,
                            name_of(request->begun.call),
                            at(arena, place_of(wording, r, request->begun.call_.where)));
        told++;
    }
    return text;
}

/* ---- one rank ---- */

static void list_needs(const struct wording *wording, int r, struct stuck_rank *stuck) {
    const struct need *need = &wording->watch->proof.needs[r];
    int np = wording->watch->np;
    bool loose = wording->watch->proof.loose;
    stuck->needs = arena_array(wording->arena, (size_t)np, sizeof *stuck->needs);
    stuck->any = need->counts[NEED_ANY] > 0 || (loose && need->counts[LOOSE_ANY] > 0);
    for (int other = 0; other < np; other++)
        if (need->sets[NEED_ALL][other] || need->sets[NEED_ANY][other] ||
            (loose && (need->sets[LOOSE_ALL][other] || need->sets[LOOSE_ANY][other])))
            stuck->needs[stuck->need_count++] = other;
}

static const char *what_for(const struct wording *wording, int r, const struct stuck_rank *stuck) {
    struct arena *arena = wording->arena;
    const struct rank *rank = &wording->watch->ranks[r];
    switch (class_of(rank->now.call)) {
    case CLASS_SEND:
    case CLASS_SSEND:
        return rank->sending ? send_text(arena, rank->sending) : "";
    case CLASS_RECEIVE:
    case CLASS_PROBE:
    case CLASS_MPROBE:
        return rank->receiving ? receive_text(arena, rank->receiving, stuck) : "";
    case CLASS_SENDRECV:
        if (rank->receiving && !message_pending(rank->receiving))
            return receive_text(arena, rank->receiving, stuck);
        return rank->sending ? send_text(arena, rank->sending) : "";
    case CLASS_WAIT_ALL:
    case CLASS_WAIT_ANY:
        return requests_text(wording, r, stuck);
    case CLASS_COLLECTIVE:
        return arena_printf(arena, _("%s to call it, too"), ranks_text(arena, stuck));
    case CLASS_OTHER:
    case CLASS_BSEND:
    case CLASS_START:
    case CLASS_INIT:
    case CLASS_FINALIZE:
    case CLASS_ABORT:
        break;
    }
    return ranks_text(arena, stuck);
}

static struct stuck_rank stuck_rank(const struct wording *wording, int r) {
    struct arena *arena = wording->arena;
    const struct rank *rank = &wording->watch->ranks[r];
    const struct message *wanted = rank->receiving ? rank->receiving : rank->sending;
    const struct comm_handle *handle = index_get(&rank->comms, rank->now.comm);
    struct stuck_rank stuck = {
        .rank = r,
        .call = name_of(rank->now.call),
        .peer = !wanted         ? CALLS_NONE
                : wanted->sends ? wanted->dest
                                : wanted->source,
        .tag = wanted ? wanted->tag : CALLS_NONE,
        .comm = rank->now.comm == COMM_WORLD ? "MPI_COMM_WORLD"
                : handle                     ? comm_name(arena, handle->comm, -1)
                                             : NULL,
        .where = place_of(wording, r, rank->now.call_.where),
    };
    list_needs(wording, r, &stuck);
    const char *method = method_called(wording, r, rank->now.call_.where);
    if (method)
        stuck.call = method;
    stuck.text = arena_printf(arena, _("rank %d waits in %s%s for %s"), r, stuck.call,
                              at(arena, stuck.where), what_for(wording, r, &stuck));
    return stuck;
}

/* ---- all of it ---- */

static const char *gone_text(const struct wording *wording, int r) {
    const struct rank *rank = &wording->watch->ranks[r];
    const char *where = at(wording->arena, place_of(wording, r, rank->last.call_.where));
    if (rank->finalized || rank->in_call)
        return arena_printf(wording->arena, _("rank %d has called MPI_Finalize%s"), r, where);
    return arena_printf(wording->arena, _("rank %d has ended"), r);
}

static bool needed(const struct deadlock *deadlock, int r) {
    for (size_t i = 0; i < deadlock->count; i++)
        for (size_t n = 0; n < deadlock->ranks[i].need_count; n++)
            if (deadlock->ranks[i].needs[n] == r)
                return true;
    return false;
}

static const char *advice(const struct wording *wording, const struct deadlock *deadlock) {
    size_t receives = 0, sends = 0;
    for (size_t i = 0; i < deadlock->count; i++) {
        enum call_class class = class_of(wording->watch->ranks[deadlock->ranks[i].rank].now.call);
        receives += class == CLASS_RECEIVE || class == CLASS_MPROBE || class == CLASS_PROBE;
        sends += class == CLASS_SEND || class == CLASS_SSEND;
    }
    if (deadlock->unsafe_sends)
        return _(" MPI_Send may wait until the message is received: a program in which everyone "
                 "sends first works only while messages fit MPI's buffers. Let some of them "
                 "receive first.");
    if (deadlock->unsafe_collectives)
        return _(" A broadcast or a reduction may let a rank go on before the others have come, "
                 "but need not: this program works only while MPI's collectives do not wait for "
                 "everyone. Let all ranks call them in the same order, with nothing between that "
                 "waits for a rank that has not come yet.");
    if (receives == deadlock->count && receives > 1)
        return _(" Everyone receives first, so nobody ever sends: let some of them send first.");
    if (sends == deadlock->count && sends > 1)
        return _(" Everyone sends first, so nobody ever receives: let some of them receive first.");
    return "";
}

static const char *paragraph(const struct wording *wording, const struct deadlock *deadlock) {
    struct arena *arena = wording->arena;
    const char *text = arena_printf(arena, _("Deadlock: %s"), deadlock->ranks[0].text);
    for (size_t i = 1; i < deadlock->count; i++)
        text = arena_printf(arena, "%s; %s", text, deadlock->ranks[i].text);
    for (int r = 0; r < wording->watch->np; r++)
        if (!wording->watch->proof.members[r] && needed(deadlock, r))
            text = arena_printf(arena, "%s; %s", text, gone_text(wording, r));
    const char *end =
        deadlock->count == 1 ? _("It can never go on.") : _("None of them can ever go on.");
    return arena_printf(arena, "%s. %s%s", text, end, advice(wording, deadlock));
}

static const char *picture(const struct wording *wording, const struct deadlock *deadlock) {
    struct arena *arena = wording->arena;
    const char *text = "";
    for (size_t i = 0; i < deadlock->count; i++) {
        const struct stuck_rank *stuck = &deadlock->ranks[i];
        const char *place = stuck->where.file
                                ? arena_printf(arena, "%s:%d", stuck->where.file, stuck->where.line)
                                : "";
        text = arena_printf(arena, _("%srank %-3d  %-14s %-20s --> %s\n"), text, stuck->rank,
                            stuck->call, place, ranks_text(arena, stuck));
    }
    for (int r = 0; r < wording->watch->np; r++)
        if (!wording->watch->proof.members[r] && needed(deadlock, r))
            text = arena_printf(arena, _("%srank %-3d  (has finished)\n"), text, r);
    return text;
}

/* Whether standard sends are part of it: with room to buffer the messages it might not have
 * happened. */
static bool unsafe(const struct watch *watch) {
    for (int r = 0; r < watch->np; r++) {
        const struct rank *rank = &watch->ranks[r];
        if (!watch->proof.members[r])
            continue;
        if (rank->sending && class_of(rank->sending->call) == CLASS_SEND)
            return true;
        for (size_t i = 0; i < rank->wait_count; i++) {
            const struct request *request = index_get(&rank->requests, rank->waits[i]);
            if (request && request->message && request->message->sends &&
                class_of(request->message->call) == CLASS_SEND && !request->message->matched)
                return true;
        }
    }
    return false;
}

/* Whether what this rank needs may come, once those in `freed` go on. */
static bool gets_free(const struct watch *watch, const struct stuck_rank *stuck,
                      const bool *freed) {
    size_t free = 0;
    for (size_t i = 0; i < stuck->need_count; i++) {
        int r = stuck->needs[i];
        bool may_act =
            !watch->proof.members[r] && !watch->ranks[r].ended && !watch->ranks[r].finalized;
        free += freed[r] || may_act;
    }
    return stuck->any ? free > 0 : free == stuck->need_count;
}

/* Whether all of it comes from collectives that synchronise only because they were made to: when
 * these let their ranks go on, the others may, too. */
static bool unsafe_collectives(const struct wording *wording, const struct deadlock *deadlock) {
    const struct watch *watch = wording->watch;
    bool *freed = arena_array(wording->arena, (size_t)watch->np, sizeof *freed);
    size_t count = 0, before;
    for (size_t i = 0; i < deadlock->count; i++) {
        int r = deadlock->ranks[i].rank;
        const struct rank *rank = &watch->ranks[r];
        freed[r] = rank->in_call && (rank->now.flags & FLAG_STRICT) && collective_is_loose(rank, r);
        count += freed[r];
    }
    if (count == 0)
        return false;
    do {
        before = count;
        for (size_t i = 0; i < deadlock->count; i++) {
            bool *mine = &freed[deadlock->ranks[i].rank];
            bool news = !*mine && gets_free(watch, &deadlock->ranks[i], freed);
            *mine = *mine || news;
            count += news;
        }
    } while (count > before);
    return count == deadlock->count;
}

struct deadlock *deadlock_worded(const struct wording *wording) {
    struct deadlock *deadlock = arena_alloc(wording->arena, sizeof *deadlock);
    const struct watch *watch = wording->watch;
    deadlock->ranks = arena_array(wording->arena, (size_t)watch->np, sizeof *deadlock->ranks);
    for (int r = 0; r < watch->np; r++)
        if (watch->proof.members[r])
            deadlock->ranks[deadlock->count++] = stuck_rank(wording, r);
    deadlock->verdict_ns = watch->proof.delay_ns;
    deadlock->unsafe_sends = unsafe(watch);
    deadlock->unsafe_collectives = unsafe_collectives(wording, deadlock);
    deadlock->text = paragraph(wording, deadlock);
    deadlock->picture = picture(wording, deadlock);
    return deadlock;
}
