/* SPDX-License-Identifier: MIT */
/* Races on MPI_ANY_SOURCE.
 *
 * That a receive from anyone may hear one or the other is no mistake by itself. It is one when the
 * rest of the program works only because it heard the right one: had the other message come first,
 * a later receive would wait for ever. So the run is played again on paper with the two swapped. */
#include "watch/state.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_LOOKS = 1 << 28 }; /* at messages, in all: about a second */

/* What is known of one inbox: receives in the order of posting, sends in the order of sending. */
struct play {
    size_t receive_count, send_count;
    struct message **receives, **sends;
    size_t *heard; /* by receive: which send */
    bool *used;
    uint64_t *looks; /* made so far, in all inboxes */
};

static int by_order(const void *a, const void *b) {
    const struct message *const *one = a, *const *other = b;
    return (*one)->order < (*other)->order ? -1 : (*one)->order > (*other)->order;
}

/* Which send each receive heard. */
static void find_heard(struct play *play) {
    for (size_t r = 0; r < play->receive_count; r++)
        while (play->sends[play->heard[r]] != play->receives[r]->partner)
            play->heard[r]++;
    *play->looks += (uint64_t)play->receive_count * play->send_count;
}

static struct play play_of(struct arena *arena, struct inbox *inbox, uint64_t *looks) {
    size_t most = inbox->pair_count + inbox->sends.count;
    struct play play = {.receives = arena_array(arena, most, sizeof *play.receives),
                        .sends = arena_array(arena, most, sizeof *play.sends),
                        .heard = arena_array(arena, most, sizeof *play.heard),
                        .used = arena_array(arena, most, sizeof *play.used),
                        .looks = looks};
    for (size_t i = 0; i < inbox->pair_count; i++) {
        play.receives[play.receive_count++] = inbox->pairs[i];
        play.sends[play.send_count++] = inbox->pairs[i]->partner;
    }
    for (struct message *s = inbox->sends.first; s; s = s->next)
        play.sends[play.send_count++] = s;
    if (play.receive_count > 1)
        qsort(play.receives, play.receive_count, sizeof *play.receives, by_order);
    if (play.send_count > 1)
        qsort(play.sends, play.send_count, sizeof *play.sends, by_order);
    find_heard(&play);
    return play;
}

static bool tag_fits(const struct message *send, const struct message *receive) {
    return receive->asked_tag == WATCH_ANY || receive->asked_tag == send->tag;
}

/* The first message of a source (or of anyone) that is left for this receive; or send_count. */
static size_t left_for(const struct play *play, const struct message *receive, int source) {
    size_t i = 0;
    while (i < play->send_count &&
           (play->used[i] || (source != WATCH_ANY && play->sends[i]->source != source) ||
            !tag_fits(play->sends[i], receive)))
        i++;
    *play->looks += i + 1;
    return i;
}

/* The situation in which receive number `r` began. */
static void rewind_to(struct play *play, size_t r) {
    memset(play->used, 0, play->send_count * sizeof *play->used);
    for (size_t before = 0; before < r; before++)
        play->used[play->heard[before]] = true;
    *play->looks += r + play->send_count / 64;
}

/* A receive from a source that one from anyone named just before would have asked for another, had
 * that one heard another. */
static bool follows_wildcard(const struct play *play, size_t receive) {
    for (size_t i = 0; i < receive; i++)
        if (play->receives[i]->wildcard &&
            play->receives[i]->source == play->receives[receive]->source)
            return true;
    return false;
}

/* Plays on after receive number `swapped` took send number `instead`. The receive that nobody
 * serves, or NULL. */
static struct message *unserved(struct play *play, size_t swapped, size_t instead) {
    rewind_to(play, swapped);
    play->used[instead] = true;
    for (size_t r = swapped + 1; r < play->receive_count; r++) {
        const struct message *receive = play->receives[r];
        size_t s = left_for(play, receive, receive->source);
        if (s == play->send_count && receive->wildcard)
            s = left_for(play, receive, WATCH_ANY);
        if (s == play->send_count)
            return receive->wildcard || follows_wildcard(play, r) ? NULL : play->receives[r];
        play->used[s] = true;
    }
    return NULL;
}

/* The first message of each other source that might have come in place of what the receive heard.
 */
static struct message *swapped_badly(const struct watch *watch, struct play *play, size_t r) {
    const struct message *receive = play->receives[r];
    for (int source = 0; source < watch->np; source++) {
        if (source == receive->source)
            continue;
        rewind_to(play, r);
        size_t other = left_for(play, receive, source);
        if (other == play->send_count ||
            play->sends[other]->clock[receive->owner] >= receive->done_at)
            continue;
        struct message *victim = unserved(play, r, other);
        if (victim)
            return victim;
    }
    return NULL;
}

static void look_at(struct watch *watch, struct inbox *inbox, uint64_t *looks) {
    ARENA_AUTO arena = arena_new();
    if (inbox->uncertain || inbox->pair_count == 0)
        return;
    struct play play = play_of(arena, inbox, looks);
    for (size_t r = 0; r < play.receive_count && *looks < MOST_LOOKS; r++) {
        const struct message *receive = play.receives[r];
        const struct message *victim =
            receive->wildcard && receive->done_at > 0 ? swapped_badly(watch, &play, r) : NULL;
        if (!victim)
            continue;
        note_misuse(watch, (struct misuse_seen){.kind = MISUSE_MESSAGE_RACE,
                                                .rank = receive->owner,
                                                .call = receive->call,
                                                .where = receive->where,
                                                .other_rank = victim->owner,
                                                .other_call = victim->call,
                                                .other_where = victim->where,
                                                .mine = receive->source,
                                                .others = victim->source});
        return;
    }
}

void races_find(struct watch *watch) {
    struct comm *comm;
    uint64_t looks = 0; /* hostile programs leave a lot to look at */
    if (!clocks_kept(watch))
        return;
    for (size_t i = 0; (comm = index_next(&watch->comms, &i));)
        for (int m = 0; m < comm->size && !comm->inter && looks < MOST_LOOKS; m++)
            look_at(watch, &comm->inboxes[m], &looks);
}
