/* SPDX-License-Identifier: MIT */
/* Proves deadlocks.
 *
 * Ranks that compute, or are in calls that may return at any moment, are able to go on. A blocked
 * rank is able when what it needs can come from able ranks. Ranks that have finished never are. Who
 * is left over after this has been worked out can never go on, whatever the others do.
 *
 * It is sound because: a rank's head does not move while it is inside a call, so when the heads of
 * all who are left over are the same before and after, there was a moment at which all of them were
 * inside these calls; all that they had sent before is recorded, since sends are recorded before
 * they are made; what they need can come only from each other; so it stays that way. Calls that MPI
 * may let return alone (a standard send into a buffer) count only with evidence: since all members
 * looked stuck, each has spent CPU time inside its call, polling. A rank that was only descheduled
 * has not. On a busy machine that takes long, since MPI gives its CPU time away when it finds
 * nothing to do; but the library counts how often it does so. Something under way makes at least
 * one rank find something to do in every round in which all of them have looked, so a few rounds
 * in which all found nothing are evidence, too. */
#include "watch/state.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define EVIDENCE_NS 5000000u /* CPU time inside the calls, each */
#define QUIET_NS 30000000u   /* nobody else has called MPI for so long */
#define LATEST_NS 1000000000u

enum {
    ROUNDS = 2,     /* one for a question, one for its answer; */
    HOP_NS = 10000, /* one more for so much of the time that data may take */
};

void prove_start(struct watch *watch) {
    size_t np = (size_t)watch->np;
    watch->proof.members = arena_array(watch->arena, np, sizeof(bool));
    watch->proof.needs = arena_array(watch->arena, np, sizeof(struct need));
    for (size_t r = 0; r < np; r++)
        for (int set = 0; set < NEED_SETS; set++)
            watch->proof.needs[r].sets[set] = arena_array(watch->arena, np, sizeof(bool));
    watch->able = arena_array(watch->arena, np, sizeof(bool));
    watch->evidence = (struct evidence){
        .members = arena_array(watch->arena, np, sizeof(bool)),
        .heads = arena_array(watch->arena, np, sizeof(uint64_t)),
        .cpu_ns = arena_array(watch->arena, np, sizeof(uint64_t)),
        .idles = arena_array(watch->arena, np, sizeof(uint32_t)),
    };
}

/* ---- who can go on ---- */

bool finished(const struct rank *rank) {
    return rank->finalized || rank->exited || rank->ended ||
           (rank->in_call && class_of(rank->now.call) == CLASS_FINALIZE);
}

static bool all_of(const bool *set, const bool *able, int np) {
    for (int r = 0; r < np; r++)
        if (set[r] && !able[r])
            return false;
    return true;
}

static bool one_of(const bool *set, const bool *able, int np) {
    for (int r = 0; r < np; r++)
        if (set[r] && able[r])
            return true;
    return false;
}

static bool can_go_on(const struct watch *watch, const struct need *need, bool loosely) {
    const bool *able = watch->able;
    int np = watch->np;
    bool any = one_of(need->sets[NEED_ANY], able, np) || one_of(need->sets[LOOSE_ANY], able, np);
    if (need->counts[NEED_ANY] + need->counts[LOOSE_ANY] == 0)
        any = true;
    if (need->counts[LOOSE_ANY] > 0 && !loosely)
        any = true; /* may return alone */
    return any && all_of(need->sets[NEED_ALL], able, np) &&
           (!loosely || all_of(need->sets[LOOSE_ALL], able, np));
}

/* Works out who is stuck; how many. */
static int stuck(struct watch *watch, bool loosely) {
    const struct need *needs = watch->proof.needs;
    bool changed = true;
    for (int r = 0; r < watch->np; r++)
        watch->able[r] = !finished(&watch->ranks[r]) && !needs[r].blocked;
    while (changed) {
        changed = false;
        for (int r = 0; r < watch->np; r++) {
            if (watch->able[r] || finished(&watch->ranks[r]) ||
                !can_go_on(watch, &needs[r], loosely))
                continue;
            watch->able[r] = changed = true;
        }
    }
    int count = 0;
    for (int r = 0; r < watch->np; r++) {
        watch->proof.members[r] = !watch->able[r] && !finished(&watch->ranks[r]);
        count += watch->proof.members[r];
    }
    return count;
}

/* Whether all who are stuck are still inside the calls that we looked at, and who has finished has
 * said nothing more. */
static bool still_there(struct watch *watch) {
    for (int r = 0; r < watch->np; r++) {
        if (!watch->able[r] && map_head(&watch->map, r) != read_head(&watch->ranks[r]))
            return false;
    }
    return !watch->map.broken;
}

/* ---- evidence ---- */

/* The CPU time of the process's first thread, which is the one that calls MPI; 0 when it cannot be
 * known. */
static uint64_t cpu_ns_of(struct watch *watch, int r) {
    struct rank *rank = &watch->ranks[r];
    char text[128];
    if (rank->schedstat < 0) {
        pid_t process = map_process(&watch->map, r);
        if (process == 0)
            return 0;
        snprintf(text, sizeof text, "/proc/%d/schedstat", (int)process);
        rank->schedstat = open(text, O_RDONLY | O_CLOEXEC);
        if (rank->schedstat < 0)
            return 0;
    }
    ssize_t length = pread(rank->schedstat, text, sizeof text - 1, 0);
    if (length <= 0)
        return 0;
    text[length] = '\0';
    return strtoull(text, NULL, 10);
}

static bool same_as_before(const struct watch *watch) {
    const struct evidence *evidence = &watch->evidence;
    for (int r = 0; r < watch->np; r++)
        if (watch->proof.members[r] != evidence->members[r] ||
            (evidence->members[r] && evidence->heads[r] != read_head(&watch->ranks[r])))
            return false;
    return true;
}

/* Data that a collective may be moving meanwhile takes its time, too. */
static uint64_t patience(const struct watch *watch) {
    uint64_t most = 0;
    for (int r = 0; r < watch->np; r++)
        if (watch->proof.members[r] && watch->proof.needs[r].patience_ns > most)
            most = watch->proof.needs[r].patience_ns;
    return most;
}

static void gather(struct watch *watch) {
    struct evidence *evidence = &watch->evidence;
    for (int r = 0; r < watch->np; r++) {
        evidence->members[r] = watch->proof.members[r];
        evidence->heads[r] = read_head(&watch->ranks[r]);
        evidence->cpu_ns[r] = evidence->members[r] ? cpu_ns_of(watch, r) : 0;
        evidence->idles[r] = map_slot(&watch->map, r).idle;
    }
    evidence->gathering = true;
    evidence->rounds = 0;
}

static bool have_polled(struct watch *watch) {
    const struct evidence *evidence = &watch->evidence;
    const uint64_t least = EVIDENCE_NS + patience(watch);
    for (int r = 0; r < watch->np; r++)
        if (evidence->members[r] &&
            (evidence->cpu_ns[r] == 0 || cpu_ns_of(watch, r) < evidence->cpu_ns[r] + least))
            return false;
    return true;
}

/* Looked everywhere, and began to when the round had begun. */
static bool looked_in_vain(uint32_t before, uint32_t now) {
    return now - before >= (before % 2 == 1 ? 2 : 3);
}

static bool have_idled(struct watch *watch) {
    struct evidence *evidence = &watch->evidence;
    uint64_t rounds = ROUNDS + patience(watch) / HOP_NS;
    int hops = 0;
    bool all = true;
    for (int r = 0; r < watch->np && all; r++) {
        if (!evidence->members[r])
            continue;
        all = looked_in_vain(evidence->idles[r], map_slot(&watch->map, r).idle);
        hops = watch->proof.needs[r].hops > hops ? watch->proof.needs[r].hops : hops;
    }
    for (int r = 0; r < watch->np && all; r++)
        evidence->idles[r] = map_slot(&watch->map, r).idle;
    evidence->rounds += all;
    return evidence->rounds >= rounds + (uint64_t)hops;
}

/* True when all who look stuck have polled in vain for long enough. */
static bool evident(struct watch *watch) {
    if (!watch->evidence.gathering || !same_as_before(watch)) {
        gather(watch);
        return false;
    }
    return have_idled(watch) || have_polled(watch);
}

/* ---- the verdict ---- */

/* Ranks that are about to be gone: how they ended is not known yet, and may be the cause. */
static bool someone_leaves(const struct watch *watch) {
    for (int r = 0; r < watch->np; r++)
        if (watch->ranks[r].exited && !watch->ranks[r].ended)
            return true;
    return false;
}

/* All ranks are stuck or have finished: nothing can be added to the finding. */
static bool everyone_counted(const struct watch *watch) {
    for (int r = 0; r < watch->np; r++)
        if (!watch->proof.members[r] && !finished(&watch->ranks[r]))
            return false;
    return !someone_leaves(watch);
}

/* Others may still be on their way into the deadlock; whoever reads the finding wants to see them,
 * and the same every time. But those that compute are not waited for. */
static bool waited_enough(const struct watch *watch) {
    uint64_t now = monotonic_ns(), since = watch->proof.since_ns;
    if (since == 0 || now - since > LATEST_NS)
        return since != 0;
    for (int r = 0; r < watch->np; r++)
        if (watch->ranks[r].in_call && class_of(watch->ranks[r].now.call) == CLASS_INIT)
            return false;
    return !someone_leaves(watch) && now - since > QUIET_NS && now - watch->moved_ns > QUIET_NS;
}

/* Where a rank has failed, the launcher takes the others along: that is no deadlock. But when none
 * of them can go on, nobody need wait for what they still have to say. */
static bool stand_still(struct watch *watch) {
    watch->proof.standstill = everyone_counted(watch);
    return false;
}

static bool conclude(struct watch *watch, bool loosely) {
    struct proof *proof = &watch->proof;
    if (watch_aborted(watch))
        return stand_still(watch);
    uint64_t last = 0, now = watch_ticks(), now_ns = monotonic_ns();
    for (int r = 0; r < watch->np; r++) {
        uint64_t entered = map_slot(&watch->map, r).entered;
        if (entered < watch->ranks[r].in.not_moved)
            entered = watch->ranks[r].in.not_moved;
        if (proof->members[r] && entered > last)
            last = entered;
    }
    proof->delay_ns = now_ns - map_nanoseconds(&watch->map, last, now, now_ns);
    proof->found = true;
    proof->loose = loosely;
    return true;
}

/* What a rank tells of its threads, and whether it lost records. */
static void look_at_slots(struct watch *watch) {
    for (int r = 0; r < watch->np; r++) {
        struct slot_view slot = map_slot(&watch->map, r);
        bool threaded = slot.threads > 1 || slot.other_thread != 0;
        watch->changed = watch->changed || threaded != watch->ranks[r].threaded;
        watch->ranks[r].threaded = threaded;
        watch->lost = watch->lost || slot.lost != 0;
    }
}

/* How many seem to be stuck, when all that may hold them counts. */
static int seem_stuck(struct watch *watch) {
    watch->cost.steps = 0;
    for (int r = 0; r < watch->np && watch->changed; r++)
        needs_of(watch, r, &watch->proof.needs[r]);
    watch->changed = false;
    if (exhausted(&watch->cost)) {
        watch->lost = !watch_aborted(watch);
        return 0;
    }
    return stuck(watch, true);
}

bool prove(struct watch *watch) {
    struct proof *proof = &watch->proof;
    if (proof->found)
        return true;
    /* Threads free nobody who was not held before they were known: they are asked for only then. */
    if (!watch->lost && seem_stuck(watch) > 0)
        look_at_slots(watch);
    if (watch->lost || seem_stuck(watch) == 0) {
        watch->evidence.gathering = false;
        return false;
    }
    int surely = stuck(watch, false);
    bool certain = surely > 0 && still_there(watch);
    if (certain && proof->since_ns == 0)
        proof->since_ns = monotonic_ns();
    int at_all = stuck(watch, true);
    if (at_all > surely)
        certain = evident(watch) && still_there(watch);
    if (certain && proof->since_ns == 0)
        proof->since_ns = monotonic_ns();
    if (certain && (everyone_counted(watch) || waited_enough(watch)))
        return conclude(watch, at_all > surely);
    if (!waited_enough(watch) || stuck(watch, false) == 0 || !still_there(watch))
        return false;
    return conclude(watch, false);
}
