/* SPDX-License-Identifier: MIT */
#include "watch/watch.h"

#include "watch/finish.h"
#include "watch/state.h"

#include <stdlib.h>
#include <unistd.h>

struct watch *watch_new(const char *path, int np, struct error *error) {
    struct map map;
    if (map_create(&map, path, np, WATCH_MAX_RING, error) < 0)
        return NULL;
    return watch_over(map);
}

struct watch *watch_over(struct map map) {
    struct arena *arena = arena_new();
    struct watch *watch = arena_alloc(arena, sizeof *watch);
    size_t np = map.np;
    *watch = (struct watch){.map = map, .np = (int)np, .arena = arena};
    watch->ranks = arena_array(arena, np, sizeof *watch->ranks);
    watch->messages = arena_array(arena, np * np, sizeof *watch->messages);
    watch->received = arena_array(arena, np * np, sizeof *watch->received);
    for (size_t r = 0; r < np; r++)
        watch->ranks[r].schedstat = -1;
    for (size_t r = 0; r < np; r++)
        watch->ranks[r].clock = arena_array(arena, np, sizeof(uint32_t));
    prove_start(watch);
    return watch;
}

void watch_free(struct watch *watch) {
    if (!watch)
        return;
    account_done(watch);
    for (int r = 0; r < watch->np; r++) {
        free(watch->ranks[r].in.batch);
        if (watch->ranks[r].schedstat >= 0)
            close(watch->ranks[r].schedstat);
    }
    map_done(&watch->map);
    arena_free(watch->arena);
}

enum {
    TURN = 1024, /* records of one rank before another's: messages wait to be met meanwhile */
    FEW = 256,   /* cells of a loop that are not worth waiting for others */
    ROUNDS = 64, /* between two looks at the clock */
    READ_NS = 20000000, /* in one tick: ranks that never pause must not keep us */
    REST_S = 3,         /* for the rest, when all is over */
    PROOF_MS = 5,       /* between two ticks while evidence is gathered, */
    SHORT_MS = 10,      /* when something has just happened, */
    LONG_MS = 20,       /* and at most */
};

/* Who is far ahead of others in a loop that goes on is not read up to its latest cell: the others
 * will follow, and then all can be counted together. */
static bool held(const struct watch *watch, const struct rank *rank) {
    const struct input *in = &rank->in;
    return watch->holding && in->moves && in->period > 0 && in->told - in->done > FEW;
}

static bool read_once(struct watch *watch) {
    bool read = skip_loops(watch);
    watch->holding = watch->holding || (read && watch->holds);
    for (int r = 0; r < watch->np; r++)
        if (!held(watch, &watch->ranks[r]))
            read = read_rank(watch, r, TURN, false) > 0 || read;
    return read;
}

/* All that is left of them waits for others, or is held. */
static bool read_anyway(struct watch *watch) {
    for (int r = 0; r < watch->np; r++)
        if (held(watch, &watch->ranks[r]))
            return false;
    for (int r = 0; r < watch->np; r++)
        if (unread(&watch->ranks[r]) && read_rank(watch, r, TURN, true) > 0)
            return true;
    return false;
}

/* In rounds, since a rank's records may have to wait for another's. When all wait for each other
 * (which true records never do) they are read anyway. */
static void read_all(struct watch *watch, uint64_t most_ns, bool holds) {
    watch->until_ns = monotonic_ns() + most_ns;
    watch->late = watch->holding = false;
    watch->holds = holds;
    bool again = true, moved = false;
    while (again && !watch->lost && !watch->late) {
        for (int round = 1; read_once(watch) && !watch->lost && !watch->late; round++) {
            moved = true;
            watch->late = watch->late || (round % ROUNDS == 0 && monotonic_ns() >= watch->until_ns);
        }
        again = read_anyway(watch);
        moved = moved || again;
    }
    if (moved)
        watch->moved_ns = monotonic_ns();
}

/* What the ranks wrote before they ended. Of a story whose end is missing nothing is claimed. */
static void read_rest(struct watch *watch) {
    read_all(watch, REST_S * UINT64_C(1000000000), false);
    for (int r = 0; r < watch->np; r++)
        watch->lost = watch->lost || read_head(&watch->ranks[r]) != map_head(&watch->map, r);
}

/* Mostly there is none, and to look once more would take longer than all the rest of a tick. */
static bool has_news(const struct watch *watch) {
    for (int r = 0; r < watch->np; r++)
        if (watch->ranks[r].in.moves || unread(&watch->ranks[r]))
            return true;
    return watch->map.broken;
}

bool watch_tick(struct watch *watch) {
    if (watch->proof.found)
        return true;
    look_ahead(watch);
    if (has_news(watch))
        read_all(watch, READ_NS, true);
    return prove(watch);
}

bool watch_stands_still(const struct watch *watch) {
    return watch->proof.standstill;
}

static bool someone_works(const struct watch *watch) {
    for (int r = 0; r < watch->np; r++)
        if (watch->ranks[r].initialized && !finished(&watch->ranks[r]))
            return true;
    return false;
}

/* A look comes soon after something has happened, and after a silence at most an eighth of it late;
 * in MPI_Init and MPI_Finalize, which take most of a launch and where nothing can be proved, half
 * of it. */
int watch_rest_ms(const struct watch *watch) {
    const uint64_t silence_ms = (monotonic_ns() - watch->moved_ns) / 1000000;
    const uint64_t rest_ms = silence_ms / (someone_works(watch) ? 8 : 2);
    if (watch->evidence.gathering)
        return PROOF_MS;
    if (rest_ms < SHORT_MS)
        return SHORT_MS;
    return rest_ms < LONG_MS ? (int)rest_ms : LONG_MS;
}

void watch_rank_ended(struct watch *watch, int rank, bool crashed) {
    if (rank < 0 || rank >= watch->np)
        return;
    watch->ranks[rank].ended = true;
    watch->ranks[rank].crashed = crashed;
}

struct call_log *watch_finish(struct watch *watch, struct arena *arena, struct lines *lines,
                              const char *script_dir) {
    if (!watch->proof.found)
        read_rest(watch);
    return make_call_log(watch, arena, lines, script_dir);
}
