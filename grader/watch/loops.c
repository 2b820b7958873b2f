/* SPDX-License-Identifier: MIT */
/* Ranks that do the same again and again.
 *
 * The cells of a loop are read in rounds: of each rank that is in a loop, all its cells once. What
 * is done with a cell depends on what is there (messages and receives that have not met, requests,
 * collectives that not all are in), and on the cell. So when the same is there after a round as was
 * after the one before, but for being one round younger, every further round will do the same
 * again, for as long as the loops of all these ranks go on; and it is enough to count what one
 * round counts so many times. The rounds in between are taken as never having been: also what ranks
 * know of each other (clocks.c) has gone round before, in at most as many rounds as there are
 * ranks. What looks for races, or has something to say in every round, is read in full. */
#include "watch/state.h"

#include <stdlib.h>
#include <string.h>

enum {
    MOST_COUNTERS = 4096, /* in one round */
    MOST_TOUCHED = 256,   /* inboxes or communicators, in one round */
    MOST_WORDS = 1024,    /* that tell what is there */
    MOST_SLOTS = 4096,    /* of an index, to be gone through */
    MORE_ROUNDS = 4,      /* than ranks, until it has to be the same */
};

/* What is there after a round, in words that are the same when it is. */
struct scene {
    size_t count;
    uint64_t words[MOST_WORDS];
};

struct loops {
    bool running, unsteady;
    uint32_t round, first; /* of the rounds that are being read */
    bool *joined;          /* by rank */
    uint64_t *goals;       /* how far each is to be read in this round */
    uint32_t *requests;    /* that each had told of when it began */
    size_t counter_count, inbox_count, comm_count;
    uint64_t *counters[MOST_COUNTERS];
    struct inbox *inboxes[MOST_TOUCHED];
    struct comm *comms[MOST_TOUCHED];
    struct scene scenes[2]; /* by the round's last bit */
};

static struct loops *loops_of(struct watch *watch) {
    if (!watch->loops) {
        size_t np = (size_t)watch->np;
        watch->loops = arena_alloc(watch->arena, sizeof *watch->loops);
        memset(watch->loops, 0, sizeof *watch->loops);
        watch->loops->joined = arena_array(watch->arena, np, sizeof(bool));
        watch->loops->goals = arena_array(watch->arena, np, sizeof(uint64_t));
        watch->loops->requests = arena_array(watch->arena, np, sizeof(uint32_t));
    }
    return watch->loops;
}

/* ---- what a round does ---- */

static struct loops *running(const struct watch *watch) {
    return watch->loops && watch->loops->running ? watch->loops : NULL;
}

void tally(struct watch *watch, uint64_t *counter) {
    struct loops *loops = running(watch);
    ++*counter;
    if (!loops)
        return;
    if (loops->counter_count < MOST_COUNTERS)
        loops->counters[loops->counter_count++] = counter;
    else
        loops->unsteady = true;
}

void loop_unsteady(struct watch *watch) {
    if (watch->loops)
        watch->loops->unsteady = true;
}

struct origin loop_origin(const struct watch *watch) {
    const struct loops *loops = running(watch);
    return loops ? (struct origin){loops->round, watch->cell} : (struct origin){0};
}

void loop_touches_inbox(struct watch *watch, struct inbox *inbox) {
    struct loops *loops = running(watch);
    if (!loops || inbox->touched == loops->round)
        return;
    inbox->touched = loops->round;
    if (loops->inbox_count < MOST_TOUCHED && !inbox->wild)
        loops->inboxes[loops->inbox_count++] = inbox;
    else
        loops->unsteady = true;
}

void loop_touches_comm(struct watch *watch, struct comm *comm) {
    struct loops *loops = running(watch);
    if (!loops || comm->touched == loops->round)
        return;
    comm->touched = loops->round;
    if (loops->comm_count < MOST_TOUCHED)
        loops->comms[loops->comm_count++] = comm;
    else
        loops->unsteady = true;
}

/* ---- what is there ---- */

static void put_word(struct loops *loops, uint64_t word) {
    struct scene *scene = &loops->scenes[loops->round & 1];
    if (scene->count < MOST_WORDS)
        scene->words[scene->count++] = word;
    else
        loops->unsteady = true;
}

/* What these rounds made is the same as what another round made in the same way; what was there
 * before is only itself. Addresses are even. */
static uint64_t word_of(const struct loops *loops, int owner, struct origin origin,
                        const void *self) {
    if (origin.round < loops->first)
        return (uint64_t)(uintptr_t)self;
    return (uint64_t)(loops->round - origin.round) << 32 | (uint64_t)owner << 16 |
           (uint64_t)origin.cell << 1 | 1;
}

static void put_messages(struct loops *loops, const struct message_list *list) {
    put_word(loops, list->count);
    const struct message *message = list->first;
    for (; message && !loops->unsteady; message = message->next)
        put_word(loops, word_of(loops, message->owner, message->origin, message));
}

static int by_value(const void *one, const void *other) {
    const uint64_t *a = one, *b = other;
    return *a < *b ? -1 : *a > *b;
}

/* In an order that does not depend on their numbers. */
static void put_requests(struct watch *watch, struct loops *loops, int owner) {
    const struct index *requests = &watch->ranks[owner].requests;
    struct scene *scene = &loops->scenes[loops->round & 1];
    const struct request *request;
    put_word(loops, requests->count);
    if (requests->count == 0)
        return;
    if (requests->capacity > MOST_SLOTS) {
        loops->unsteady = true;
        return;
    }
    size_t from = scene->count;
    for (size_t i = 0; (request = index_next(requests, &i));)
        put_word(loops, word_of(loops, owner, request->origin, request));
    qsort(scene->words + from, scene->count - from, sizeof *scene->words, by_value);
}

static void put_collectives(struct loops *loops, struct comm *comm) {
    put_word(loops, comm->open_count);
    for (int m = 0; m < comm->size; m++)
        put_word(loops, comm->next[m] - comm->base);
    for (uint64_t k = comm->base; k < comm->base + comm->open_count && !loops->unsteady; k++)
        put_word(loops, (uint64_t)collective_open(comm, k)->first);
}

static void look_around(struct watch *watch, struct loops *loops) {
    loops->scenes[loops->round & 1].count = 0;
    for (size_t i = 0; i < loops->inbox_count; i++) {
        const struct inbox *inbox = loops->inboxes[i];
        put_word(loops, (uint64_t)(uintptr_t)inbox);
        put_word(loops, (uint64_t)inbox->uncertain << 1 | (uint64_t)inbox->wild);
        put_messages(loops, &inbox->sends);
        put_messages(loops, &inbox->receives);
    }
    for (size_t i = 0; i < loops->comm_count; i++) {
        put_word(loops, (uint64_t)(uintptr_t)loops->comms[i]);
        put_collectives(loops, loops->comms[i]);
    }
    for (int r = 0; r < watch->np; r++)
        if (loops->joined[r])
            put_requests(watch, loops, r);
}

static bool as_before(const struct loops *loops) {
    const struct scene *one = &loops->scenes[0], *other = &loops->scenes[1];
    return one->count == other->count &&
           memcmp(one->words, other->words, one->count * sizeof *one->words) == 0;
}

/* ---- rounds ---- */

static uint64_t left(const struct input *in) {
    return in->period > 0 ? in->told - in->done : 0;
}

static uint64_t rounds_needed(const struct watch *watch) {
    return (clocks_kept(watch) ? (uint64_t)watch->np : 1) + 1;
}

/* Who has enough to read of a loop; how many. */
static int join(struct watch *watch, struct loops *loops) {
    int count = 0;
    for (int r = 0; r < watch->np; r++) {
        const struct input *in = &watch->ranks[r].in;
        loops->joined[r] =
            in->period > 0 && left(in) / in->period >= rounds_needed(watch) + 2 * MORE_ROUNDS;
        count += loops->joined[r];
    }
    return count;
}

/* What is kept with its time or in its order, until that is full. */
static size_t kept(const struct watch *watch) {
    size_t sum = watch->misuse_count + watch->collective_count;
    for (int r = 0; r < watch->np; r++)
        sum += watch->ranks[r].event_count + watch->ranks[r].sites.count;
    return sum;
}

static bool begin_round(struct watch *watch, struct loops *loops) {
    loops->round++;
    loops->unsteady = false;
    loops->counter_count = loops->inbox_count = loops->comm_count = 0;
    for (int r = 0; r < watch->np; r++) {
        const struct input *in = &watch->ranks[r].in;
        if (!loops->joined[r])
            continue;
        if (left(in) < in->period)
            return false;
        loops->goals[r] = in->done + in->period;
        loops->requests[r] = in->requests;
    }
    return true;
}

/* Reads the round; false when some cannot come so far without more of others. */
static bool read_round(struct watch *watch, struct loops *loops) {
    for (bool moved = true, below = true; below; moved = false) {
        below = false;
        for (int r = 0; r < watch->np; r++) {
            const struct input *in = &watch->ranks[r].in;
            if (!loops->joined[r] || in->done == loops->goals[r])
                continue;
            moved = read_rank(watch, r, loops->goals[r] - in->done, false) > 0 || moved;
            below = below || in->done < loops->goals[r];
        }
        if (watch->lost || watch->late || (below && !moved))
            return false;
    }
    return true;
}

/* ---- the other rounds ---- */

/* Requests of these rounds are now those of later ones. */
static void renumber(struct watch *watch, const struct loops *loops, int owner, uint32_t by) {
    struct rank *rank = &watch->ranks[owner];
    struct request *moving[MOST_WORDS], *request;
    size_t count = 0;
    for (size_t i = 0; (request = index_next(&rank->requests, &i)) && count < MOST_WORDS;)
        if (request->origin.round >= loops->first)
            moving[count++] = request;
    size_t waits = rank->wait_count > rank->piece_count ? rank->wait_count : rank->piece_count;
    for (size_t i = 0; i < waits; i++) {
        request = index_get(&rank->requests, rank->waits[i]);
        if (request && request->origin.round >= loops->first)
            rank->waits[i] += by;
    }
    for (size_t i = 0; i < count; i++)
        (void)index_remove(&rank->requests, moving[i]->serial);
    for (size_t i = 0; i < count; i++) {
        moving[i]->serial += by;
        if (!index_get(&rank->requests, moving[i]->serial)) {
            index_put(&rank->requests, moving[i]->serial, moving[i]);
            continue;
        }
        watch->lost = true; /* a lie: numbers are told once */
        request_free(watch, moving[i]);
    }
}

static void skip(struct watch *watch, struct loops *loops) {
    uint64_t rounds = UINT64_MAX;
    for (int r = 0; r < watch->np; r++) {
        const struct input *in = &watch->ranks[r].in;
        if (loops->joined[r] && left(in) / in->period < rounds)
            rounds = left(in) / in->period;
    }
    for (int r = 0; r < watch->np; r++) {
        struct input *in = &watch->ranks[r].in;
        if (!loops->joined[r])
            continue;
        uint32_t requests = (in->requests - loops->requests[r]) * (uint32_t)rounds;
        in->done += rounds * in->period;
        in->requests += requests;
        renumber(watch, loops, r, requests);
    }
    for (size_t i = 0; i < loops->counter_count; i++)
        *loops->counters[i] += rounds;
}

/* Reads rounds until one is like the one before. */
static bool find_steady(struct watch *watch, struct loops *loops) {
    uint64_t needed = rounds_needed(watch), like = 0;
    for (uint64_t rounds = 0; rounds < needed + MORE_ROUNDS; rounds++) {
        size_t before = kept(watch);
        if (!begin_round(watch, loops))
            return false;
        bool whole = read_round(watch, loops);
        if (watch->lost || watch->late)
            return false;
        look_around(watch, loops);
        /* Those that stopped on the way begin their rounds there from now on. */
        bool same = whole && !loops->unsteady && kept(watch) == before && as_before(loops);
        like = whole ? like + 1 : 0;
        if (same && like >= needed)
            return true;
    }
    return false;
}

static bool skip_some(struct watch *watch, struct loops *loops) {
    if (join(watch, loops) == 0)
        return false;
    loops->running = true;
    loops->first = loops->round + 1;
    loops->scenes[loops->round & 1].count = 0;
    bool steady = find_steady(watch, loops);
    loops->running = false;
    if (steady)
        skip(watch, loops);
    return steady;
}

bool skip_loops(struct watch *watch) {
    bool skipped = false, looping = false;
    for (int r = 0; r < watch->np; r++)
        looping = looping || watch->ranks[r].in.period > 0;
    if (!looping)
        return false;
    struct loops *loops = loops_of(watch);
    for (int r = 0; r < watch->np && skip_some(watch, loops); r++) /* at least one is through */
        skipped = true;
    return skipped;
}
