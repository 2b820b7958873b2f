/* SPDX-License-Identifier: MIT */
#include "watch/finish.h"

#include "base/messages.h"

#include <string.h>

/* Programs call MPI from few places, many times. */
static struct place remembered(const struct wording *wording, uint64_t address) {
    struct place *place = index_get(wording->places, address);
    if (!place) {
        place = arena_alloc(wording->arena, sizeof *place);
        *place = lines_find(wording->lines, wording->arena, address);
        index_put(wording->places, address, place);
    }
    return *place;
}

struct place place_of(const struct wording *wording, int rank, uint64_t where) {
    struct place place = {0};
    if (where & WHERE_PYTHON) {
        const struct file_name *name =
            index_get(&wording->watch->ranks[rank].files, WHERE_FILE(where));
        if (name && name->text[0] != '\0') {
            const char *slash = strrchr(name->text, '/');
            place.file = arena_strdup(wording->arena, slash ? slash + 1 : name->text);
            place.line = (int)WHERE_LINE(where);
        }
    } else if (wording->lines && where > wording->bases[rank] && where <= wording->ends[rank]) {
        place = remembered(wording, where - 1 - wording->bases[rank]);
    }
    return place;
}

const char *comm_name(struct arena *arena, const struct comm *comm, int number) {
    if (number < 0 && !comm)
        return NULL;
    if (comm)
        number = comm->number;
    return arena_printf(arena, _("communicator %d"), number);
}

/* How this rank's program calls it. */
static const char *comm_name_at(struct arena *arena, uint32_t serial, const struct comm *comm) {
    if (serial == COMM_WORLD)
        return "MPI_COMM_WORLD";
    if (serial == COMM_SELF)
        return "MPI_COMM_SELF";
    return comm ? comm_name(arena, comm, -1) : NULL;
}

/* ---- events ---- */

struct clock {
    const struct map *map;
    uint64_t now_ticks, now_ns, zero_ns;
};

static uint64_t time_of(const struct clock *clock, uint64_t ticks) {
    uint64_t ns = map_nanoseconds(clock->map, ticks, clock->now_ticks, clock->now_ns);
    return ns > clock->zero_ns ? ns - clock->zero_ns : 0;
}

static enum event_kind kind_of(enum watch_call call) {
    switch (class_of(call)) {
    case CLASS_SEND:
    case CLASS_SSEND:
    case CLASS_BSEND:
        return EVENT_SEND;
    case CLASS_RECEIVE:
        return EVENT_RECEIVE;
    case CLASS_PROBE:
    case CLASS_MPROBE:
        return EVENT_PROBE;
    case CLASS_SENDRECV:
        return EVENT_SENDRECV;
    case CLASS_START:
        return EVENT_START;
    case CLASS_WAIT_ALL:
    case CLASS_WAIT_ANY:
        return EVENT_WAIT;
    case CLASS_COLLECTIVE:
        return EVENT_COLLECTIVE;
    case CLASS_INIT:
        return EVENT_INIT;
    case CLASS_FINALIZE:
        return EVENT_FINALIZE;
    case CLASS_ABORT:
    case CLASS_OTHER:
        break;
    }
    return EVENT_OTHER;
}

/* Programs call it from few places; `methods` are those seen, of one rank. */
static const char *method_at(const struct wording *wording, struct index *methods, int rank,
                             uint64_t where) {
    if (!(where & WHERE_PYTHON))
        return NULL;
    const char *method = index_get(methods, where);
    if (!method) {
        method = method_called(wording, rank, where);
        index_put(methods, where, arena_strdup(wording->arena, method ? method : ""));
    }
    return method && *method ? method : NULL;
}

static struct call_event event_of(const struct wording *wording, const struct clock *clock,
                                  struct index *methods, int rank, const struct logged *logged) {
    const struct watch_record *record = &logged->begun;
    enum event_kind kind = kind_of(record->call);
    bool message = kind < EVENT_WAIT;
    uint64_t left = logged->left != 0 ? time_of(clock, logged->left) : 0;
    return (struct call_event){
        .kind = kind,
        .call = name_of(record->call),
        .method = method_at(wording, methods, rank, record->call_.where),
        .blocking = record->kind == RECORD_ENTER,
        .peer = message || rooted(record->call) ? logged->peer : CALLS_NONE,
        .tag = message ? record->call_.tag : CALLS_NONE,
        .comm = comm_name_at(wording->arena, record->comm, logged->comm),
        .count = message || kind == EVENT_COLLECTIVE ? record->call_.count : -1,
        .bytes = message || kind == EVENT_COLLECTIVE ? logged->bytes : -1,
        .type = type_name(record->call_.type),
        .op = op_name(record->call_.op),
        .enter_ns = time_of(clock, record->time),
        .leave_ns = logged->left != 0 && left == 0 ? 1 : left,
        .where = place_of(wording, rank, record->call_.where),
        .match_rank = logged->match_rank,
        .match_event = logged->match_event,
        .sends = logged->sends,
    };
}

static struct call_event *events_of(const struct wording *wording, const struct clock *clock,
                                    int rank, const struct logged *logged, size_t count) {
    struct call_event *events = arena_array(wording->arena, count, sizeof *events);
    struct index methods = {0};
    for (size_t i = 0; i < count; i++) {
        int owner = rank >= 0 ? rank : logged[i].match_rank;
        events[i] = event_of(wording, clock, &methods, owner, &logged[i]);
        if (rank < 0) /* each is of another rank */
            index_done(&methods);
    }
    index_done(&methods);
    return events;
}

/* ---- ranks ---- */

static void count_calls(struct watch *watch, struct arena *arena, int r, struct rank_calls *calls) {
    uint64_t totals[CALL_COUNT];
    size_t capacity = 0;
    map_totals(&watch->map, r, totals);
    for (int call = 0; call < CALL_COUNT; call++) {
        if (totals[call] == 0)
            continue;
        struct call_total *total =
            arena_push(arena, &calls->totals, &calls->total_count, &capacity, sizeof *total);
        const uint64_t most = INT64_MAX; /* what JSON can say; only a lie is more */
        *total = (struct call_total){name_of((enum watch_call)call),
                                     totals[call] < most ? totals[call] : most};
    }
}

static enum rank_state state_of(const struct rank *rank, const struct slot_view *slot) {
    if (slot->pid == 0)
        return RANK_UNSEEN;
    if (rank->finalized)
        return RANK_FINALIZED;
    if (rank->exited || rank->ended)
        return RANK_ENDED;
    if (rank->in_call)
        return RANK_IN_CALL;
    return slot->polls > 1000 ? RANK_POLLING : RANK_COMPUTING;
}

static void tell_rank(const struct wording *wording, const struct clock *clock, int r,
                      const struct slot_view *slot, struct rank_calls *calls) {
    const struct rank *rank = &wording->watch->ranks[r];
    calls->state = state_of(rank, slot);
    calls->initialized = rank->initialized;
    calls->finalized = rank->finalized;
    if (calls->state == RANK_POLLING && slot->poll_call < CALL_COUNT) {
        calls->call = name_of((enum watch_call)slot->poll_call);
        calls->where = place_of(wording, r, slot->poll_where);
    } else if (rank->last.kind != RECORD_NONE) {
        calls->call = name_of(rank->last.call);
        calls->where = place_of(wording, r, rank->last.call_.where);
    }
    const char *method = method_called(wording, r, rank->last.call_.where);
    if (method && calls->state != RANK_POLLING)
        calls->call = method;
    count_calls(wording->watch, wording->arena, r, calls);
    methods_count(wording, r, calls);
    calls->event_count = rank->event_count;
    calls->events = events_of(wording, clock, r, rank->events, rank->event_count);
    calls->events_dropped = rank->events_dropped;
}

static uint64_t first_time(const struct watch *watch, const struct map *map, uint64_t now_ticks,
                           uint64_t now_ns) {
    uint64_t first = now_ns;
    for (int r = 0; r < watch->np; r++) {
        if (watch->ranks[r].event_count == 0)
            continue;
        uint64_t ns = map_nanoseconds(map, watch->ranks[r].events[0].begun.time, now_ticks, now_ns);
        first = ns < first ? ns : first;
    }
    return first;
}

static uint64_t *copied(struct arena *arena, const uint64_t *numbers, size_t count) {
    uint64_t *copy = arena_array(arena, count, sizeof *copy);
    memcpy(copy, numbers, count * sizeof *copy);
    return copy;
}

/* Messages on copies of communicators that Python made count, unless mpi4py made the copy for its
 * own reductions. */
static void add_messages_apart(const struct wording *wording, struct call_log *log) {
    const struct comm *comm;
    size_t edges = (size_t)log->np * (size_t)log->np;
    for (size_t i = 0; (comm = index_next(&wording->watch->comms, &i));) {
        if (!comm->apart || method_reduces(wording, comm->members[0], comm->made_where))
            continue;
        for (size_t e = 0; e < edges; e++) {
            log->messages[e] += comm->apart[e];
            log->received[e] += comm->apart[edges + e];
        }
    }
}

struct call_log *make_call_log(struct watch *watch, struct arena *arena, struct lines *lines,
                               const char *script_dir) {
    size_t np = (size_t)watch->np;
    struct clock clock = {.map = &watch->map, .now_ticks = watch_ticks(), .now_ns = monotonic_ns()};
    clock.zero_ns = first_time(watch, &watch->map, clock.now_ticks, clock.now_ns);
    struct index places = {0};
    struct scripts scripts = {0};
    struct wording wording = {.watch = watch,
                              .places = &places,
                              .script_folder = script_dir,
                              .scripts = &scripts,
                              .arena = arena,
                              .lines = lines,
                              .bases = arena_array(arena, np, sizeof(uint64_t)),
                              .ends = arena_array(arena, np, sizeof(uint64_t))};
    struct slot_view *slots = arena_array(arena, np, sizeof *slots);
    for (size_t r = 0; r < np; r++) {
        slots[r] = map_slot(&watch->map, (int)r);
        wording.bases[r] = slots[r].base;
        wording.ends[r] = slots[r].end;
        watch->lost = watch->lost || slots[r].lost != 0;
    }
    struct call_log *log = arena_alloc(arena, sizeof *log);
    *log = (struct call_log){.np = watch->np,
                             .complete = !watch->lost,
                             .ranks = arena_array(arena, np, sizeof *log->ranks),
                             .messages = copied(arena, watch->messages, np * np),
                             .received = copied(arena, watch->received, np * np)};
    add_messages_apart(&wording, log);
    for (size_t r = 0; r < np; r++)
        tell_rank(&wording, &clock, (int)r, &slots[r], &log->ranks[r]);
    log->collective_count = watch->collective_count;
    log->collectives = events_of(&wording, &clock, -1, watch->collectives, watch->collective_count);
    watch->cost.steps = 0;
    misuse_at_end(watch);
    misuses_told(&wording, log);
    if (watch->proof.found)
        log->deadlock = deadlock_worded(&wording);
    index_done(&places);
    return log;
}
